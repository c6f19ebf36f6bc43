/** The `peer` program as an organisation's administrator at one of its peers. */
import type { Binaries } from '../binaries.ts'
import { tlsFilesOf, userFiles } from '../config/cryptoFiles.ts'
import { configDirOf } from '../config/writeConfig.ts'
import type { Layout, PlannedPeer } from '../layout.ts'
import type { Organisation } from '../organisations.ts'
import type { CliResult } from '../network.ts'
import { runProgram } from '../processes/runProgram.ts'

/** @param as whose administrator asks; default: the peer's own organisation's */
export type PeerCommand = (
  peer: PlannedPeer,
  args: readonly string[],
  as?: Organisation,
) => Promise<CliResult>

export function peerCommand(layout: Layout, binaries: Binaries): PeerCommand {
  return async (peer, args, as = peer.organisation) =>
    await runProgram(binaries, 'peer', args, {
      FABRIC_CFG_PATH: configDirOf(layout.dir),
      FABRIC_LOGGING_SPEC: 'error',
      CORE_PEER_LOCALMSPID: as.msp,
      CORE_PEER_MSPCONFIGPATH: userFiles(layout.dir, as, 'Admin').msp,
      CORE_PEER_ADDRESS: `127.0.0.1:${peer.port}`,
      CORE_PEER_TLS_ENABLED: 'true',
      CORE_PEER_TLS_ROOTCERT_FILE: tlsFilesOf(layout, peer).ca,
    })
}

export function ordererArgs(layout: Layout): string[] {
  const [first] = layout.orderers
  if (first === undefined) throw new Error('a network has an orderer')
  return ['-o', `127.0.0.1:${first.port}`, '--tls', '--cafile', tlsFilesOf(layout, first).ca]
}

export function peerArgs(layout: Layout, peers: readonly PlannedPeer[]): string[] {
  return peers.flatMap((peer) => [
    ...['--peerAddresses', `127.0.0.1:${peer.port}`],
    ...['--tlsRootCertFiles', tlsFilesOf(layout, peer).ca],
  ])
}

/** @throws Error with what the program said, unless it said `orElse` */
export function must({ code, stdout, stderr }: CliResult, what: string, orElse?: RegExp): string {
  if (code !== 0 && orElse?.test(stderr) !== true) throw new Error(`${what} failed:\n${stderr || stdout}`)
  return stdout
}
