/** The handle on a network: what scripts and tests do to its nodes. */
import { deployChaincode } from './chaincode/deployChaincode.ts'
import { healthy } from './channel/health.ts'
import { ordererArgs, peerArgs, peerCommand } from './channel/peerCommand.ts'
import { ready } from './channel/ready.ts'
import type { Binaries } from './binaries.ts'
import { endpointOf } from './config/cryptoFiles.ts'
import { profileFiles } from './config/profiles.ts'
import { channel, nodesOf, type Layout, type PlannedNode, type PlannedPeer } from './layout.ts'
import type { Network, NetworkNode, NodeSettings } from './network.ts'
import { organisationOf } from './organisations.ts'
import { runningProcesses, type ProcessRecord } from './processes/pidFile.ts'
import { spawnNode } from './processes/spawnNode.ts'
import { signal, stopAll, stopProcesses } from './processes/stopProcesses.ts'

export function holdNetwork(layout: Layout, binaries: Binaries, settings: NodeSettings): Network {
  const { dir } = layout
  const command = peerCommand(layout, binaries)
  const nodes = () => nodesNow(layout)
  const running = (name: string) => {
    const found = runningProcesses(dir).filter((record) => record.name === name)
    if (found.length === 0) throw new Error(`${name} does not run`)
    return found
  }
  const runningPeers = () => {
    const names = new Set(runningProcesses(dir).map(({ name }) => name))
    return layout.peers.filter(({ name }) => names.has(name))
  }
  return {
    dir,
    portOffset: layout.portOffset,
    servicePort: layout.servicePort,
    channel,
    profiles: profileFiles(layout),
    nodes,
    node: (name) => named(nodes(), name),
    kill: async (name, how = 'SIGKILL') => await stopProcesses(running(name), how),
    start: async (name) => {
      const node: PlannedNode = named(nodesOf(layout), name)
      if (runningProcesses(dir).some((record) => record.name === name)) return
      spawnNode(layout, node, binaries, settings.logging)
      await healthy(layout, node)
    },
    pause: (name) => running(name).forEach((record) => signal(record, 'SIGSTOP')),
    resume: (name) => running(name).forEach((record) => signal(record, 'SIGCONT')),
    deploy: async (source) => {
      const deployed = await deployChaincode(layout, command, runningPeers(), source)
      await ready(layout, runningPeers(), source.name)
      return deployed
    },
    ready: async (chaincode = 'veritrail') => await ready(layout, runningPeers(), chaincode),
    peer: async ({ msp, node }, ...args) =>
      await command(peerOf(layout, msp, node), args, organisationOf(layout.organisations, msp)),
    ordererArgs: ordererArgs(layout),
    peerArgs: (...names) =>
      peerArgs(
        layout,
        names.map((name) => named(layout.peers, name)),
      ),
    stop: async () => await stopAll(dir),
  }
}

function named<T extends { name: string }>(all: readonly T[], name: string): T {
  const found = all.find((each) => each.name === name)
  if (found === undefined)
    throw new Error(`there is no ${name} among ${all.map((each) => each.name).join(', ')}`)
  return found
}

/** Any peer will do as a way in: an organisation may ask at another's. */
function peerOf({ peers }: Layout, msp: string, name: string | undefined): PlannedPeer {
  if (name !== undefined) return named(peers, name)
  const own = peers.find(({ organisation }) => organisation.msp === msp)
  if (own === undefined) throw new Error(`${msp} has no peer here`)
  return own
}

function nodesNow(layout: Layout): NetworkNode[] {
  const records = runningProcesses(layout.dir)
  const pidOf = (name: string) => records.find((record) => record.name === name)?.pid ?? null
  const planned = nodesOf(layout).map((node): NetworkNode => {
    const { name, kind, dataDir } = node
    const msp = node.kind === 'peer' ? node.organisation.msp : null
    return { name, kind, msp, pid: pidOf(name), dataDir, endpoint: endpointOf(node) }
  })
  const chaincode = records.filter(({ kind }) => kind === 'chaincode')
  return [...planned, ...chaincode.map((record) => chaincodeNode(layout, record))]
}

function chaincodeNode({ peers }: Layout, { name, pid }: ProcessRecord): NetworkNode {
  const peer = peers.find((each) => name.endsWith(`@${each.name}`))
  const msp = peer?.organisation.msp ?? null
  return { name, kind: 'chaincode', msp, pid, dataDir: null, endpoint: null }
}
