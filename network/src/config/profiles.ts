/** What a server needs to join the channel, for one organisation each and for all of them on one machine. */
import { join, relative } from 'node:path'
import type { ProfileName } from '../network.ts'
import { channel, type Layout, type PlannedPeer } from '../layout.ts'
import { organisations, type Organisation } from '../organisations.ts'
import { caFileOf, endpointOf, tlsFilesOf, userFiles } from './cryptoFiles.ts'

export const profilesDirOf = (dir: string) => join(dir, 'profiles')
const profileFile = (dir: string, name: ProfileName) => join(profilesDirOf(dir), `${name}.json`)

export const profileNames = ['all', ...organisations.map(({ name }) => name)] as ProfileName[]

export function profileFiles(dir: string): Record<ProfileName, string> {
  return Object.fromEntries(profileNames.map((name) => [name, profileFile(dir, name)])) as Record<
    ProfileName,
    string
  >
}

/** Paths in it are relative to the profiles' folder, so that the whole folder can be moved. */
export function profile(layout: Layout, name: ProfileName, chaincode: string): object {
  const from = (path: string) => relative(profilesDirOf(layout.dir), path).replaceAll('\\', '/')
  const hosted = organisations.filter((each) => name === 'all' || each.name === name)
  return {
    v: 1,
    channel,
    chaincode,
    hosts: hosted.map((organisation) => {
      const { certificate, privateKey } = userFiles(layout.dir, organisation, 'User1')
      const peers = ownFirst(layout.peers, organisation).map((peer) => ({
        endpoint: endpointOf(peer),
        tlsCa: from(tlsFilesOf(layout, peer).ca),
      }))
      return { msp: organisation.msp, certificate: from(certificate), privateKey: from(privateKey), peers }
    }),
    organisations: organisations.map((each) => ({ msp: each.msp, ca: from(caFileOf(layout.dir, each)) })),
  }
}

/** Another organisation's peer serves as a way in while one's own is down. */
function ownFirst(peers: readonly PlannedPeer[], own: Organisation): PlannedPeer[] {
  const isOwn = ({ organisation }: PlannedPeer) => organisation === own
  return [...peers.filter(isOwn), ...peers.filter((peer) => !isOwn(peer))]
}
