/** Grows a running network: a peer more for an organisation, or an organisation more with a peer of its own. */
import { join } from 'node:path'
import type { Binaries } from '../binaries.ts'
import { definitionArgs } from '../chaincode/definition.ts'
import { approve, installFile, packageFileOf } from '../chaincode/deployChaincode.ts'
import { alignChannel } from '../channel/alignChannel.ts'
import { inStep } from '../channel/health.ts'
import { joinChannel } from '../channel/joinChannel.ts'
import { peerCommand } from '../channel/peerCommand.ts'
import { cryptoDirOf } from '../config/cryptoFiles.ts'
import { configDirOf, writeConfig } from '../config/writeConfig.ts'
import { readDeployments } from '../folder/deployments.ts'
import { writeProfiles } from '../folder/makeNetwork.ts'
import { keptLayout, readNetworkFile, writeNetworkFile, type NetworkFile } from '../folder/networkFile.ts'
import type { Layout, PlannedPeer } from '../layout.ts'
import type { Network } from '../network.ts'
import { organisation, type Organisation } from '../organisations.ts'
import { requireFreePorts } from '../processes/freePorts.ts'
import { runningProcesses } from '../processes/pidFile.ts'
import { mustRun } from '../processes/runProgram.ts'
import { stopProcesses } from '../processes/stopProcesses.ts'
import { Refusal } from '../refusal.ts'
import { openNetwork, startNodes } from '../startNetwork.ts'

export interface Changed {
  dir: string
  binaries: Binaries
  say?: (line: string) => void
}

/**
 * One peer more of an organisation, by its name. Nobody else has to agree: the organisation vouches for it.
 * @returns the network with it @throws Refusal
 */
export async function addPeer(changed: Changed, name: string): Promise<Network> {
  return await grow(changed, (all) => {
    if (!all.some((each) => each.name === name))
      throw new Refusal(
        `there is no organisation ${name}; there are ${all.map((each) => each.name).join(', ')}`,
      )
    const port = nextPort(all)
    return all.map((each) => (each.name === name ? { ...each, peerPorts: [...each.peerPorts, port] } : each))
  })
}

/**
 * An organisation with one peer, which has a voice in the channel's rules from now on. Its endorsement counts for a chaincode
 * once a definition names it: `deploy` makes one. @returns the network with it @throws Refusal
 */
export async function addOrganisation(changed: Changed, msp: string, name: string): Promise<Network> {
  if (!/^[A-Za-z][A-Za-z0-9]*MSP$/.test(msp)) throw new Refusal(`${msp} is no name such as CustomsMSP`)
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Refusal(`${name} is no name such as customs`)
  return await grow(changed, (all) => {
    if (all.some((each) => each.msp === msp || each.name === name))
      throw new Refusal(`${msp} is there already`)
    return [...all, organisation(msp, name, nextPort(all))]
  })
}

/** Ports of peers lie ten apart. */
const nextPort = (all: readonly Organisation[]) => Math.max(...all.flatMap(({ peerPorts }) => peerPorts)) + 10

async function grow(
  { dir, binaries, say = () => undefined }: Changed,
  change: (all: readonly Organisation[]) => readonly Organisation[],
): Promise<Network> {
  const kept = readNetworkFile(dir)
  if (kept === null) throw new Refusal(`there is no network in ${dir}: npm run fabric:up makes one`)
  const before = keptLayout(dir, kept)
  requireRunning(openNetwork({ dir, binaries }))
  const file: NetworkFile = { ...kept, organisations: change(before.organisations) }
  const layout = keptLayout(dir, file)
  const known = new Set(before.peers.map(({ name }) => name))
  const added = layout.peers.filter(({ name }) => !known.has(name))
  await requireFreePorts(added)

  writeConfig(layout, kept.settings)
  await extendCrypto(layout, binaries)
  say(`made keys and certificates of ${added.map(({ name }) => name).join(', ')}`)
  await alignChannel(layout, binaries)
  say('the channel knows of it')
  try {
    await startNodes(layout, added, binaries, kept.settings)
    await joinChannel(layout, binaries)
    await inStep(layout)
    say('it has all blocks')
    for (const peer of added) await installDeployed(layout, binaries, peer, before.organisations)
  } catch (error) {
    // So that the same command can be given again, and goes on from here.
    await stopProcesses(runningProcesses(dir).filter(({ name }) => added.some((peer) => peer.name === name)))
    throw error
  }
  writeProfiles(layout, kept.chaincode)
  writeNetworkFile(dir, file)
  const network = openNetwork({ dir, binaries })
  for (const { name } of readDeployments(dir)) await network.ready(name)
  say('every gateway finds endorsers of all organisations')
  return network
}

/** An organisation that is new on the channel has approved nothing yet. */
async function installDeployed(
  layout: Layout,
  binaries: Binaries,
  peer: PlannedPeer,
  before: readonly Organisation[],
): Promise<void> {
  const command = peerCommand(layout, binaries)
  const isNew = !before.some(({ msp }) => msp === peer.organisation.msp)
  for (const deployed of readDeployments(layout.dir)) {
    await installFile(command, peer, packageFileOf(layout.dir, deployed.packageId))
    const definition = [...definitionArgs(layout.dir, deployed), '--package-id', deployed.packageId]
    if (isNew) await approve(layout, command, peer, definition)
  }
}

function requireRunning(network: Network): void {
  const down = network.nodes().filter(({ pid }) => pid === null)
  if (down.length > 0)
    throw new Refusal(`${down.map(({ name }) => name).join(', ')} must run: npm run fabric:up`)
}

/** Makes what is missing, by the authorities that are there. */
export async function extendCrypto({ dir }: Layout, binaries: Binaries): Promise<void> {
  const config = ['--config', join(configDirOf(dir), 'crypto-config.yaml')]
  await mustRun(binaries, 'cryptogen', ['extend', ...config, '--input', cryptoDirOf(dir)])
}
