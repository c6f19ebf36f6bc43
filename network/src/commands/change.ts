/** Commands that change who is on a running network, and with which certificates. */
import { addOrganisation, addPeer } from '../changing/addPeers.ts'
import { renewCertificates } from '../changing/renewCertificates.ts'
import { withFolderLock } from '../folder/folderLock.ts'
import type { NetworkSettings } from '../settings.ts'
import type { Say } from './main.ts'

export async function addPeerTo(settings: NetworkSettings, say: Say, name: string): Promise<number> {
  await withFolderLock(settings.dir, () => addPeer(changed(settings, say), name))
  say('It stands in the profiles: servers know it from their next start on.')
  return 0
}

export async function addTheOrganisation(
  settings: NetworkSettings,
  say: Say,
  msp: string,
  name: string,
): Promise<number> {
  await withFolderLock(settings.dir, () => addOrganisation(changed(settings, say), msp, name))
  say(`npm run fabric:deploy lets its peer endorse; a server of its own joins with profiles/${name}.json.`)
  return 0
}

export async function renew(settings: NetworkSettings, say: Say, name: string): Promise<number> {
  await withFolderLock(settings.dir, () => renewCertificates(changed(settings, say), name))
  return 0
}

function changed({ dir, binaries }: NetworkSettings, say: Say) {
  return { dir, binaries: binaries(), say }
}
