/** Makes every node a member of the channel; those that are already, stay. */
import type { Binaries } from '../binaries.ts'
import { tlsFilesOf } from '../config/cryptoFiles.ts'
import { blockFileOf } from '../folder/makeNetwork.ts'
import { channel, type Layout, type PlannedOrderer, type PlannedPeer } from '../layout.ts'
import { runProgram } from '../processes/runProgram.ts'
import { heightOf } from './health.ts'
import { must, peerCommand } from './peerCommand.ts'

export async function joinChannel(layout: Layout, binaries: Binaries): Promise<void> {
  await Promise.all(layout.orderers.map((orderer) => joinOrderer(layout, orderer, binaries)))
  await Promise.all(layout.peers.map((peer) => joinPeer(layout, peer, binaries)))
}

async function joinOrderer(layout: Layout, orderer: PlannedOrderer, binaries: Binaries): Promise<void> {
  if ((await heightOf(orderer)) !== null) return
  const { certificate, privateKey, ca } = tlsFilesOf(layout, orderer)
  const { stdout, stderr } = await runProgram(binaries, 'osnadmin', [
    ...['channel', 'join', '--channelID', channel, '--config-block', blockFileOf(layout.dir)],
    ...['-o', `127.0.0.1:${orderer.adminPort}`, '--ca-file', ca],
    ...['--client-cert', certificate, '--client-key', privateKey],
  ])
  // osnadmin ends with 0 also when it was refused: the status tells. 405: a member already.
  if (!/Status: (201|405)/.test(stdout)) throw new Error(`${orderer.name} did not join:\n${stdout}${stderr}`)
}

async function joinPeer(layout: Layout, peer: PlannedPeer, binaries: Binaries): Promise<void> {
  if ((await heightOf(peer)) !== null) return
  const join = ['channel', 'join', '-b', blockFileOf(layout.dir)]
  const joined = await peerCommand(layout, binaries)(peer, join)
  must(joined, `${peer.name}'s joining the channel`, /already exists/)
}
