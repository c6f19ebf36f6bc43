/** What a server needs to join the channel, for one organisation each and for all of them on one machine. */
import { join, relative } from 'node:path'
import type { ProfileName } from '../network.ts'
import { channel, ordererMsp, type Layout, type PlannedPeer } from '../layout.ts'
import { organisations as usual, type Organisation } from '../organisations.ts'
import { caFileOf, endpointOf, ordererCaFileOf, tlsFilesOf, userFiles } from './cryptoFiles.ts'

export const profilesDirOf = (dir: string) => join(dir, 'profiles')
const profileFile = (dir: string, name: ProfileName) => join(profilesDirOf(dir), `${name}.json`)

/** Of an organisation that was added there is one of its name, too. */
export const profileNames = (organisations: readonly Organisation[] = usual) =>
  ['all', ...organisations.map(({ name }) => name)] as ProfileName[]

export function profileFiles({ dir, organisations }: Layout): Record<ProfileName, string> {
  const files = profileNames(organisations).map((name) => [name, profileFile(dir, name)] as const)
  return Object.fromEntries(files) as Record<ProfileName, string>
}

/** Paths in it are relative to the profiles' folder, so that the whole folder can be moved. */
export function profile(layout: Layout, name: ProfileName, chaincode: string): object {
  const from = (path: string) => relative(profilesDirOf(layout.dir), path).replaceAll('\\', '/')
  const hosted = layout.organisations.filter((each) => name === 'all' || each.name === name)
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
    orderers: [{ msp: ordererMsp, ca: from(ordererCaFileOf(layout.dir)) }],
    organisations: layout.organisations.map((each) => ({
      msp: each.msp,
      ca: from(caFileOf(layout.dir, each)),
    })),
  }
}

/** Another organisation's peer serves as a way in while one's own is down. */
function ownFirst(peers: readonly PlannedPeer[], own: Organisation): PlannedPeer[] {
  const isOwn = ({ organisation }: PlannedPeer) => organisation === own
  return [...peers.filter(isOwn), ...peers.filter((peer) => !isOwn(peer))]
}
