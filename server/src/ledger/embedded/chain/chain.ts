/**
 * The chain of blocks and everything derived from it. `prepare` works out a block's bytes without touching anything,
 * `commit` writes them in one LMDB transaction: the engine commits what it prepared, verification prepares again what
 * was committed and compares.
 */
import { sha256 } from '../../../platform/hashing.ts'
import { entryHashOf } from '../../log/logEntry.ts'
import { MerkleLog, type Tile } from '../../log/merkleLog.ts'
import { validationCodes } from '../../port.ts'
import { encodeBody, encodeHeader, type BlockHeader } from './block.ts'
import { LmdbBlockStore, type BlockStore } from './blockStore.ts'
import { u32Key, type Environment, type Snapshot } from './environment.ts'
import { LedgerBlocks, entriesOf, type DecodedTransaction } from './ledgerBlocks.ts'
import type { Member } from '../identity/organisations.ts'
import { RecentIds } from './recentIds.ts'
import { StateStore, type PrivateValue } from './stateStore.ts'
import { versionAt, type TransactionContent, type Version } from './transaction.ts'
import { TransactionIndex, type IndexedId } from './transactionIndex.ts'
import { privateId, validate, type Validated } from './validate.ts'

export interface SignedTransaction {
  txId: string
  content: TransactionContent
  member: Member
  signed: Uint8Array
  signature: Uint8Array
  privateValues: PrivateValue[]
  readAtHeight: number | null
}

export interface BlockDraft {
  at: number
  contract: string
  configuration: string | null
  transactions: readonly SignedTransaction[]
}

export interface PreparedBlock {
  height: number
  header: Buffer
  hash: Uint8Array
  body: Buffer
  codes: number[]
  at: number
  validated: Validated
  log: MerkleLog
  tiles: Tile[]
  ids: IndexedId[]
  privateValues: PrivateValue[]
}

export interface ChainOptions {
  /** How long a transaction id is remembered. */
  rememberIdsMs: number
  /** Ids in a run of the index; for tests. */
  runLength?: number
  /** Read what was committed then; such a chain commits nothing. */
  snapshot?: Snapshot
}

export class Chain {
  readonly blocks: LedgerBlocks
  readonly state: StateStore
  readonly blockStore: BlockStore
  private readonly environment: Environment
  private readonly index: TransactionIndex
  private readonly recent: RecentIds
  private merkleLog: MerkleLog
  private head: { height: number; hash: Uint8Array | null; at: number }

  constructor(environment: Environment, { rememberIdsMs, runLength, snapshot }: ChainOptions) {
    this.environment = environment
    this.state = new StateStore(environment, snapshot)
    this.blockStore = new LmdbBlockStore(environment, snapshot)
    this.blocks = new LedgerBlocks(this.blockStore, this.state)
    this.index = new TransactionIndex(environment, runLength, snapshot)
    this.recent = new RecentIds(rememberIdsMs)
    const height = this.blockStore.height()
    const last = height === 0 ? null : this.blocks.header(height - 1)
    this.head = { height, hash: last?.hash ?? null, at: last?.header.at ?? 0 }
    const readTile = (level: number, index: number) =>
      environment.tables.logTiles.get(tileKey(level, index)) ?? null
    const size = last?.header.log.size ?? 0
    this.merkleLog = MerkleLog.resume(readTile, size, this.lastLeaves(size))
    this.readIds(rememberIdsMs)
  }

  get height(): number {
    return this.head.height
  }

  get log(): MerkleLog {
    return this.merkleLog
  }

  prepare({ at, contract, configuration, transactions }: BlockDraft): PreparedBlock {
    const height = this.head.height
    const validated = validate(height, transactions, this.state, (txId) => this.find(txId) !== null)
    const body = encodeBody({
      configuration,
      transactions: transactions.map(({ signed, signature }, index) => ({
        ...{
          signed,
          signature,
          code: validated.codes[index] ?? 0,
          previous: validated.previous[index] ?? [],
        },
      })),
    })
    const decoded = transactions.map((transaction, index) =>
      decodedOf(transaction, validated.codes[index] ?? 0),
    )
    const { log, tiles } = this.merkleLog.with(entriesOf(height, decoded).map(entryHashOf))
    const header: BlockHeader = {
      ...{ v: 1, height, contract, at: Math.max(at, this.head.at) },
      prev: this.head.hash === null ? null : base64url(this.head.hash),
      data: base64url(sha256(body)),
      log: { size: log.size, root: base64url(log.root()) },
    }
    const headerBytes = encodeHeader(header)
    return {
      ...{ height, body, validated, log, tiles, at: header.at, codes: validated.codes },
      header: headerBytes,
      hash: sha256(headerBytes),
      ids: transactions.flatMap(({ txId }, index) =>
        validated.codes[index] === validationCodes.duplicateTxId
          ? []
          : [{ txId, version: versionAt(height, index) }],
      ),
      privateValues: transactions.flatMap(({ privateValues }, index) =>
        privateValues.filter((value) => isLastWrite(value, versionAt(height, index), validated)),
      ),
    }
  }

  /** All or nothing; on the disk when it returns. Throws where another process has written meanwhile. */
  commit(block: PreparedBlock, signature: Uint8Array): void {
    this.environment.root.transactionSync(() => {
      if (this.blockStore.header(block.height) !== null)
        throw new Error('another process writes to this ledger')
      this.blockStore.append(
        block.height,
        { header: block.header, signature: Buffer.from(signature) },
        block.body,
      )
      this.state.write(block.validated.state)
      for (const { collection, keyHash, version, valueHash } of block.validated.privateHashes.values()) {
        this.state.writePrivateHash(collection, keyHash, version, valueHash)
      }
      for (const value of block.privateValues) this.state.writePrivateValue(value)
      for (const { level, index, bytes } of block.tiles) {
        this.environment.tables.logTiles.putSync(tileKey(level, index), Buffer.from(bytes))
      }
      this.index.write(block.height, block.ids)
    })
    this.head = { height: block.height + 1, hash: block.hash, at: block.at }
    this.merkleLog = block.log
    this.index.add(block.ids)
    this.recent.add(
      block.ids.map(({ txId }) => txId),
      block.at,
    )
  }

  /** After a commit that failed: is it certain that nothing of the block is kept? */
  lacks({ height }: PreparedBlock): boolean {
    try {
      return this.blockStore.height() === height
    } catch {
      return false
    }
  }

  /** Where a transaction stands, among those that are remembered. */
  private find(txId: string) {
    return this.recent.mayHave(txId) ? this.locate(txId) : null
  }

  /** Where a transaction stands; null where there is none with this id. */
  locate(txId: string): { height: number; index: number; transaction: DecodedTransaction } | null {
    for (const version of this.index.candidates(txId)) {
      const [height, index] = [Math.floor(version / 65_536), version % 65_536]
      const transaction = this.blocks.transactions(height)[index]
      if (transaction?.txId === txId) return { height, index, transaction }
    }
    return null
  }

  /** Hashes of the entries after the log's last full tile. */
  private lastLeaves(size: number): Uint8Array[] {
    const count = size % 256
    let leaves: Uint8Array[] = []
    for (let height = this.head.height - 1; leaves.length < count; height--) {
      leaves = [...this.blocks.logEntries(height).map(entryHashOf), ...leaves]
    }
    return leaves.slice(leaves.length - count)
  }

  /** Takes up again what was in memory: ids of no run yet, and ids of the last minutes. */
  private readIds(rememberIdsMs: number): void {
    const unwritten = this.index.firstUnwritten()
    let from = Math.min(unwritten, this.head.height)
    while (from > 0 && this.head.at - this.blocks.header(from - 1).header.at <= rememberIdsMs) from--
    for (let height = from; height < this.head.height; height++) {
      const ids = this.blocks
        .transactions(height)
        .flatMap(({ txId, code }, index) =>
          code === validationCodes.duplicateTxId ? [] : [{ txId, version: versionAt(height, index) }],
        )
      if (height >= unwritten) this.index.add(ids)
      const { at } = this.blocks.header(height).header
      this.recent.add(
        ids.map(({ txId }) => txId),
        at,
      )
    }
  }
}

function decodedOf({ content, member, txId }: SignedTransaction, code: number): DecodedTransaction {
  return { content, member, txId, code, previous: [] }
}

function isLastWrite(
  { collection, keyHash }: PrivateValue,
  version: Version,
  { privateHashes }: Validated,
): boolean {
  return privateHashes.get(privateId(collection, keyHash))?.version === version
}

function tileKey(level: number, index: number): Buffer {
  return Buffer.concat([Uint8Array.of(level), u32Key(index)])
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
