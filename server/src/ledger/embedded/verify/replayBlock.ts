/**
 * Works a stored block out again on a scratch chain and compares: hashes, signatures, certificates, duplicate ids, codes
 * from the recorded reads, back-pointers, and the log's root. Throws LedgerFault at the first difference.
 */
import { validationCodes } from '../../port.ts'
import { sha256 } from '../../../platform/hashing.ts'
import { decodeBody, type BlockBody, type BlockHeader } from '../chain/block.ts'
import type { BlockStore, StoredHeader } from '../chain/blockStore.ts'
import type { Chain, PreparedBlock, SignedTransaction } from '../chain/chain.ts'
import { membersOf, type Configuration, type Member } from '../identity/organisations.ts'
import { verifySignature } from '../identity/signature.ts'
import { decodeTransaction, transactionIdOf } from '../chain/transaction.ts'
import { LedgerFault } from './ledgerFault.ts'

/** Who may sign, as block 0 says. */
export interface Signatories {
  configuration: Configuration
  members: Map<string, Member>
  operator: Member
}

export interface ReplayedBlock {
  transactions: SignedTransaction[]
  prepared: PreparedBlock
  /** Call to go on: applies the block to the scratch chain. */
  apply: () => void
}

/** Reads block 0's configuration and checks each certificate against its organisation's CA. */
export function readSignatories(source: BlockStore): Signatories {
  const { body } = readBlock(source, 0)
  if (body.configuration === null)
    throw new LedgerFault('the first block does not say who may sign', { block: 0 })
  const configuration = JSON.parse(body.configuration) as Configuration
  const all = membersOf(configuration)
  const operator = all.find(({ msp }) => msp === configuration.operator)
  if (operator === undefined)
    throw new LedgerFault('the operator is no organisation of this ledger', { block: 0 })
  return { configuration, operator, members: new Map(all.map((member) => [hex(member.fingerprint), member])) }
}

export function replayBlock(
  source: BlockStore,
  height: number,
  scratch: Chain,
  signatories: Signatories,
): ReplayedBlock {
  const { stored, header, body } = readBlock(source, height)
  const fault = (reason: string) => new LedgerFault(reason, { block: height })
  if (!verifySignature(signatories.operator.publicKey, stored.header, stored.signature)) {
    throw fault("its header is not signed by the operator's node")
  }
  if (height > 0 && body.configuration !== null) throw fault('it changes who may sign')
  const transactions = body.transactions.map(({ signed, signature }, index) =>
    readTransaction(signed, signature, signatories, (reason) => fault(`transaction ${index} ${reason}`)),
  )
  const { at, contract } = header
  const prepared = scratch.prepare({ at, contract, configuration: body.configuration, transactions })
  for (const [index, { code }] of body.transactions.entries()) {
    const expected = prepared.codes[index]
    if (code !== expected)
      throw fault(`transaction ${index} has code ${code}, but what it read makes it ${expected}`)
  }
  compareHeader(header, JSON.parse(prepared.header.toString()) as BlockHeader, fault)
  const body2 = source.body(height)
  if (body2 === null || !prepared.body.equals(body2)) throw fault('its back-pointers do not fit the history')
  if (!prepared.header.equals(stored.header)) throw fault('its header is not in canonical form')
  return { transactions, prepared, apply: () => scratch.commit(prepared, stored.signature) }
}

function readBlock(
  source: BlockStore,
  height: number,
): { stored: StoredHeader; header: BlockHeader; body: BlockBody } {
  const fault = (reason: string) => new LedgerFault(reason, { block: height })
  const stored = source.header(height)
  if (stored === null) throw fault('it has no header')
  const bytes = source.body(height)
  if (bytes === null) throw fault('it is missing')
  const header = parseHeader(stored.header, fault)
  if (header.data !== Buffer.from(sha256(bytes)).toString('base64url'))
    throw fault('its contents do not fit its header')
  return { stored, header, body: decodeBody(bytes) }
}

function parseHeader(bytes: Buffer, fault: (reason: string) => LedgerFault): BlockHeader {
  try {
    return JSON.parse(bytes.toString()) as BlockHeader
  } catch {
    throw fault('its header cannot be read')
  }
}

function readTransaction(
  signed: Uint8Array,
  signature: Uint8Array,
  { configuration, members }: Signatories,
  fault: (reason: string) => LedgerFault,
): SignedTransaction {
  const content = decodeTransaction(signed)
  const member = members.get(hex(content.certificate))
  if (member === undefined) throw fault('is signed with a certificate that the ledger does not know')
  if (!verifySignature(member.publicKey, signed, signature)) throw fault(`is not signed by ${member.msp}`)
  if (content.channel !== configuration.channel) throw fault('belongs to another channel')
  if (content.at < member.notBefore || content.at > member.notAfter)
    throw fault("is outside its certificate's validity")
  const txId = transactionIdOf(content.nonce, member.creator)
  return { txId, content, member, signed, signature, privateValues: [], readAtHeight: null }
}

function compareHeader(
  header: BlockHeader,
  expected: BlockHeader,
  fault: (reason: string) => LedgerFault,
): void {
  if (header.height !== expected.height) throw fault('its header belongs to another height')
  if (header.prev !== expected.prev) throw fault('it does not follow the block before it')
  if (header.at !== expected.at) throw fault('it is older than the block before it')
  if (header.log.size !== expected.log.size || header.log.root !== expected.log.root) {
    throw fault("the log's root does not fit its transactions")
  }
}

export function countValid(codes: readonly number[]): number {
  return codes.filter((code) => code === validationCodes.valid).length
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}
