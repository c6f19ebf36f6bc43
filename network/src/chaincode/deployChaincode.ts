/** Fabric's chaincode lifecycle in one go, with every organisation's administrator at hand: install, approve, commit. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { must, ordererArgs, peerArgs, type PeerCommand } from '../channel/peerCommand.ts'
import type { Layout, PlannedPeer } from '../layout.ts'
import { recordDeployment, type RecordedDeployment } from '../folder/deployments.ts'
import type { ChaincodeSource, Deployment } from '../network.ts'
import { committedDefinition, definitionArgs, rulesOf } from './definition.ts'
import { definitionVersion, packageChaincode, type ChaincodePackage } from './packageChaincode.ts'

/** @param peers those that run; one of each organisation at least */
export async function deployChaincode(
  layout: Layout,
  command: PeerCommand,
  peers: readonly PlannedPeer[],
  source: ChaincodeSource,
): Promise<Deployment> {
  const packages = packagesOf(layout, source)
  const first = layout.organisations.map(({ msp }) => firstOf(peers, msp))
  await Promise.all(peers.map((peer) => install(layout, command, peer, packageOf(packages, peer))))

  const committed = await committedDefinition(command, firstOf(peers, 'RegulatorMSP'), source.name)
  const sequence = (committed?.sequence ?? 0) + 1
  const deployed: RecordedDeployment = {
    ...{ name: source.name, sequence, version: definitionVersion(source), packageId: packages.usual.id },
    ...rulesOf(source, layout.organisations),
  }
  const definition = definitionArgs(layout.dir, deployed)
  const approvals = first.map((peer) =>
    approve(layout, command, peer, [...definition, '--package-id', packageOf(packages, peer).id]),
  )
  await Promise.all(approvals)
  // Endorsed by all, so that the command returns only when all of them have the definition.
  const commit = ['commit', ...ordererArgs(layout), ...definition, ...peerArgs(layout, peers)]
  must(
    await command(firstOf(peers, 'RegulatorMSP'), ['lifecycle', 'chaincode', ...commit]),
    `the commit of ${source.name}`,
  )
  recordDeployment(layout.dir, deployed)
  return deployed
}

/** In the name of the peer's organisation. */
export async function approve(
  layout: Layout,
  command: PeerCommand,
  peer: PlannedPeer,
  definition: readonly string[],
): Promise<void> {
  const approval = ['lifecycle', 'chaincode', 'approveformyorg', ...ordererArgs(layout), ...definition]
  must(await command(peer, approval), `the approval of ${peer.organisation.msp}`)
}

interface Packages {
  usual: ChaincodePackage
  altered: ReadonlyMap<string, ChaincodePackage>
}

function packagesOf(layout: Layout, source: ChaincodeSource): Packages {
  const service = source.asService === true ? { serviceAddress: `127.0.0.1:${layout.servicePort}` } : {}
  const pack = (bundle: Uint8Array) => packageChaincode({ ...source, ...service, bundle })
  const altered = Object.entries(source.altered ?? {}).map(([msp, bundle]) => [msp, pack(bundle)] as const)
  return { usual: pack(source.bundle), altered: new Map(altered) }
}

function packageOf({ usual, altered }: Packages, { organisation }: PlannedPeer): ChaincodePackage {
  return altered.get(organisation.msp) ?? usual
}

function firstOf(peers: readonly PlannedPeer[], msp: string): PlannedPeer {
  const found = peers.find(({ organisation }) => organisation.msp === msp)
  if (found === undefined) throw new Error(`no peer of ${msp} runs: every organisation must approve`)
  return found
}

async function install(
  { dir }: Layout,
  command: PeerCommand,
  peer: PlannedPeer,
  { id, file }: ChaincodePackage,
): Promise<void> {
  const path = packageFileOf(dir, id)
  mkdirSync(dirname(path), { recursive: true })
  // Whole at any moment: it is written for each peer while others' installations read it.
  writeFileSync(`${path}.${peer.name}`, file)
  renameSync(`${path}.${peer.name}`, path)
  await installFile(command, peer, path)
}

/** Where the package lies that was installed under this id. */
export const packageFileOf = (dir: string, id: string) =>
  join(dir, 'packages', `${id.replace(':', '-')}.tar.gz`)

export async function installFile(command: PeerCommand, peer: PlannedPeer, path: string): Promise<void> {
  const installed = await command(peer, ['lifecycle', 'chaincode', 'install', path])
  must(installed, `the installation on ${peer.name}`, /already successfully installed/)
}
