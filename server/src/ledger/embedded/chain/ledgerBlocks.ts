/** Stored blocks, read back: decoded, normalised, and by their place in the log. */
import type { LedgerBlock, LedgerTransaction } from '../../port.ts'
import { validationCodes } from '../../port.ts'
import { sha256 } from '../../../platform/hashing.ts'
import { logEntryOf } from '../../log/logEntry.ts'
import { decodeBody, type BlockHeader } from './block.ts'
import type { BlockStore } from './blockStore.ts'
import { membersOf, type Configuration, type Member } from '../identity/organisations.ts'
import type { StateStore } from './stateStore.ts'
import {
  decodeTransaction,
  positionOf,
  transactionIdOf,
  type TransactionContent,
  type Version,
} from './transaction.ts'

export interface DecodedTransaction {
  content: TransactionContent
  member: Member
  txId: string
  code: number
  previous: (Version | null)[]
}

export class LedgerBlocks {
  private readonly blocks: BlockStore
  private readonly state: StateStore
  private known: { configuration: Configuration; members: Map<string, Member> } | undefined

  constructor(blocks: BlockStore, state: StateStore) {
    this.blocks = blocks
    this.state = state
  }

  /** Who may sign, from block 0. */
  configuration(): Configuration {
    return this.membership().configuration
  }

  members(): Member[] {
    return [...this.membership().members.values()]
  }

  header(height: number): { header: BlockHeader; hash: Uint8Array } {
    const stored = this.blocks.header(height)
    if (stored === null) throw new Error(`block ${height} has no header`)
    return { header: JSON.parse(stored.header.toString()) as BlockHeader, hash: sha256(stored.header) }
  }

  transactions(height: number): DecodedTransaction[] {
    const body = this.blocks.body(height)
    if (body === null) throw new Error(`block ${height} is missing`)
    return decodeBody(body).transactions.map(({ signed, code, previous }) => {
      const content = decodeTransaction(signed)
      const member = this.memberOf(content)
      return { content, member, txId: transactionIdOf(content.nonce, member.creator), code, previous }
    })
  }

  memberOf(content: TransactionContent): Member {
    const member = this.membership().members.get(hex(content.certificate))
    if (member === undefined)
      throw new Error('a transaction is signed with a certificate that the ledger does not know')
    return member
  }

  normalised(height: number): LedgerBlock {
    const { header, hash } = this.header(height)
    const transactions = this.transactions(height).map((transaction, index) => {
      const normal = normalise(transaction, index)
      for (const write of normal.privateWrites) {
        // Only the newest value of a private key is kept; what a later block replaced has its hash only.
        const held =
          write.valueHash === null ? null : this.state.privateValue(write.collection, write.keyHash)
        if (held === null || hex(sha256(held.value)) !== hex(write.valueHash ?? new Uint8Array())) continue
        write.key = held.key
        write.value = held.value
      }
      return normal
    })
    return { height, hash, at: header.at, transactions }
  }

  /** The log's entries of a block, in order. */
  logEntries(height: number): Buffer[] {
    return entriesOf(height, this.transactions(height))
  }

  /** The block that holds entry `index` of the log, and which of its entries it is. */
  placeOfEntry(index: number): { height: number; within: number } {
    let [low, high] = [0, this.blocks.height() - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.header(middle).header.log.size > index) high = middle
      else low = middle + 1
    }
    return { height: low, within: index - this.logSizeBefore(low) }
  }

  logSizeBefore(height: number): number {
    return height === 0 ? 0 : this.header(height - 1).header.log.size
  }

  /** Every version of a key, newest first. */
  *versions(key: string): Generator<{ txId: string; at: number; value: Uint8Array | null }> {
    let version = this.state.versionOf(key) ?? this.state.tombstoneOf(key)
    while (version !== null) {
      const { block, index } = positionOf(version)
      const transaction = this.transactions(block)[index]
      const place = transaction?.content.writes.findIndex((write) => write.key === key) ?? -1
      const write = transaction?.content.writes[place]
      if (transaction === undefined || write === undefined)
        throw new Error(`block ${block} does not write ${key}`)
      yield { txId: transaction.txId, at: transaction.content.at, value: write.value }
      version = transaction.previous[place] ?? null
    }
  }

  private membership() {
    if (this.known !== undefined) return this.known
    const body = this.blocks.body(0)
    const text = body === null ? null : decodeBody(body).configuration
    if (text === null) throw new Error('block 0 does not say who may sign')
    const configuration = JSON.parse(text) as Configuration
    const members = new Map(membersOf(configuration).map((member) => [hex(member.fingerprint), member]))
    return (this.known = { configuration, members })
  }
}

export function entriesOf(height: number, transactions: readonly DecodedTransaction[]): Buffer[] {
  return transactions.flatMap((transaction, index) =>
    transaction.code === validationCodes.valid ? [logEntryOf(height, normalise(transaction, index))] : [],
  )
}

/** Without private values. */
function normalise({ content, member, txId, code }: DecodedTransaction, index: number): LedgerTransaction {
  const { fn, input, requestId, at, contract, event } = content
  const valid = code === validationCodes.valid
  const privateWrites = content.hashedWrites.map((write) => ({ ...write, key: null, value: null }))
  return {
    ...{ index, txId, by: member.msp, fn, input, requestId, at, code, contract, event },
    writes: valid ? content.writes : [],
    privateWrites: valid ? privateWrites : [],
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}
