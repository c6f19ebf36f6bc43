/** What the organisations agree on about a chaincode, and what is committed now. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collections as productCollections } from '../config/collections.ts'
import { endorsement as productEndorsement } from '../config/policies.ts'
import { channel, type PlannedPeer } from '../layout.ts'
import type { RecordedDeployment } from '../folder/deployments.ts'
import type { ChaincodeSource } from '../network.ts'
import type { Organisation } from '../organisations.ts'
import { must, type PeerCommand } from '../channel/peerCommand.ts'

export interface Committed {
  sequence: number
  version: string
}

/** @returns null when this chaincode was never committed */
export async function committedDefinition(
  command: PeerCommand,
  peer: PlannedPeer,
  name: string,
): Promise<Committed | null> {
  const asked = ['lifecycle', 'chaincode', 'querycommitted', '-C', channel, '-n', name, '--output', 'json']
  const answer = await command(peer, asked)
  if (answer.code !== 0 && answer.stderr.includes('is not defined')) return null
  const { sequence, version } = JSON.parse(must(answer, `asking for the definition of ${name}`)) as Committed
  return { sequence, version }
}

/** Who must endorse, and who holds which private values. */
export function rulesOf(source: ChaincodeSource, organisations: readonly Organisation[]) {
  const { endorsement = productEndorsement(organisations), collections = productCollections } = source
  return { endorsement, collections }
}

export type Definition = Omit<RecordedDeployment, 'packageId'>

/** The arguments that are the same in every approval and in the commit. */
export function definitionArgs(dir: string, definition: Definition): string[] {
  const { name, version, sequence, endorsement, collections } = definition
  const args = ['-C', channel, '-n', name, '-v', version, '--sequence', String(sequence)]
  args.push('--signature-policy', endorsement)
  if (collections.length === 0) return args
  const file = join(dir, 'config', `collections-${name}.json`)
  writeFileSync(file, `${JSON.stringify(collections, null, 2)}\n`)
  return [...args, '--collections-config', file]
}
