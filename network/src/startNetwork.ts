/** Brings a network up, from nothing or on what is there, and takes hold of it. */
import { resolve } from 'node:path'
import type { Binaries } from './binaries.ts'
import { committedDefinition } from './chaincode/definition.ts'
import { productChaincode } from './chaincode/bundle.ts'
import { definitionVersion } from './chaincode/packageChaincode.ts'
import { writeBuilder } from './chaincode/writeBuilder.ts'
import { healthy, inStep } from './channel/health.ts'
import { joinChannel } from './channel/joinChannel.ts'
import { peerCommand } from './channel/peerCommand.ts'
import { writeConfig } from './config/writeConfig.ts'
import { makeNetwork } from './folder/makeNetwork.ts'
import { keptLayout, readNetworkFile, type NetworkFile } from './folder/networkFile.ts'
import { layoutOf, nodesOf, type Layout, type PlannedNode } from './layout.ts'
import type { ChaincodeSource, Network, NetworkOptions, NodeSettings } from './network.ts'
import { holdNetwork } from './holdNetwork.ts'
import { requireFreePorts } from './processes/freePorts.ts'
import { endWithThisProcess } from './processes/keeper.ts'
import { runningProcesses } from './processes/pidFile.ts'
import { spawnNode } from './processes/spawnNode.ts'
import { stopAll, stopProcesses } from './processes/stopProcesses.ts'
import { Refusal } from './refusal.ts'

const defaults: NodeSettings = {
  executeTimeoutMs: 30_000,
  batchTimeoutMs: 100,
  logging: 'warn:chaincode.externalbuilder=info',
}

/**
 * Resolves once a submit through any of its gateways finds its endorsers. What it started is stopped again when it fails.
 * @throws Refusal when ports are taken or the folder is not fit
 */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const { binaries, say = () => undefined } = options
  const dir = resolve(options.dir)
  if (options.endsWithProcess === true) endWithThisProcess(dir)
  const kept = readNetworkFile(dir)
  const { layout, settings } = planOf(dir, options, kept)
  // What an unfinished start left running would hold our ports.
  if (kept === null) await stopAll(dir)
  const running = new Set(runningProcesses(dir).map(({ name }) => name))
  const down = nodesOf(layout).filter(({ name }) => !running.has(name))
  await requireFreePorts(down)

  if (kept === null) await makeNetwork(layout, binaries, settings, options.chaincode?.name ?? 'veritrail')
  say(kept === null ? 'made keys, certificates and the first block' : `goes on with the network in ${dir}`)
  const bringUp = async () => {
    options.interrupted?.throwIfAborted()
    await startNodes(layout, down, binaries, settings)
    say(`orderers (${layout.orderers.length}) and peers (${layout.peers.length}) are up`)
    await joinChannel(layout, binaries)
    await inStep(layout)
    say('all are on the channel, in step')
    const network = holdNetwork(layout, binaries, settings)
    const source = options.chaincode === undefined ? await productChaincode() : options.chaincode
    if (source !== null) await ensureDeployed(layout, network, binaries, source, say)
    return network
  }
  try {
    return await Promise.race([bringUp(), interruption(options.interrupted)])
  } catch (error) {
    // What ran before goes on.
    if (running.size === 0) await stopAll(dir)
    else await stopProcesses(runningProcesses(dir).filter(({ name }) => !running.has(name)))
    throw error
  }
}

function interruption(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

/** A network that was started before, whether it runs or not. @throws Refusal when the folder holds none */
export function openNetwork(options: { dir: string; binaries: Binaries }): Network {
  const dir = resolve(options.dir)
  const kept = readNetworkFile(dir)
  if (kept === null) throw new Refusal(`there is no network in ${dir}: npm run fabric:up makes one`)
  return holdNetwork(keptLayout(dir, kept), options.binaries, kept.settings)
}

function planOf(
  dir: string,
  options: NetworkOptions,
  kept: NetworkFile | null,
): { layout: Layout; settings: NodeSettings } {
  const portOffset = options.portOffset ?? kept?.portOffset ?? 0
  const orderers = options.orderers ?? kept?.orderers ?? 3
  if (kept !== null && (kept.portOffset !== portOffset || kept.orderers !== orderers))
    throw new Refusal(
      `the network in ${dir} was made with port offset ${kept.portOffset} and ${kept.orderers} orderers; both stand in its blocks. ` +
        'Start it with these, or make another one: npm run fabric:reset.',
    )
  const settings = { ...defaults, ...kept?.settings, ...options.settings }
  return { layout: kept === null ? layoutOf(dir, portOffset, orderers) : keptLayout(dir, kept), settings }
}

export async function startNodes(
  layout: Layout,
  nodes: readonly PlannedNode[],
  binaries: Binaries,
  settings: NodeSettings,
): Promise<void> {
  writeConfig(layout, settings)
  writeBuilder(layout)
  for (const node of nodes) spawnNode(layout, node, binaries, settings.logging)
  await Promise.all(nodesOf(layout).map((node) => healthy(layout, node)))
}

/** Deploys where nothing is deployed yet. A contract that has changed since waits for an explicit `fabric:deploy`. */
async function ensureDeployed(
  layout: Layout,
  network: Network,
  binaries: Binaries,
  source: ChaincodeSource,
  say: (line: string) => void,
): Promise<void> {
  const [peer] = layout.peers
  if (peer === undefined) throw new Error('a network has a peer')
  const committed = await committedDefinition(peerCommand(layout, binaries), peer, source.name)
  if (committed === null) {
    const { packageId } = await network.deploy(source)
    say(`committed ${packageId}`)
  } else {
    await network.ready(source.name)
    if (committed.version !== definitionVersion(source) && !committed.version.endsWith('+service'))
      say('the contract in the source is another than the committed one: npm run fabric:deploy')
  }
  say('every gateway finds endorsers of all organisations')
}
