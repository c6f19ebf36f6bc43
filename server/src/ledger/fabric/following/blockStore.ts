/**
 * The blocks that a node has followed, in its own terms and without private values, and the log's tree over their valid
 * transactions: an LMDB environment of its own. Everything in it comes from the peers and can be followed again.
 */
import { open } from 'lmdb'
import { entryHashOf, logEntryOf } from '../../log/logEntry.ts'
import { MerkleLog, type Tile } from '../../log/merkleLog.ts'
import { validationCodes } from '../../port.ts'
import type { FabricBlock, FabricTransaction } from '../blocks/decodeBlock.ts'

export interface StoredBlock {
  height: number
  hash: Uint8Array
  /** The latest time in this block or one before it, integer ms: as on the embedded ledger, blocks' times never go back. */
  at: number
  /** Entries of the log up to and with this block. */
  logSize: number
  transactions: FabricTransaction[]
}

/** Which ledger the folder follows. */
interface Source {
  format: number
  channel: string
  chaincode: string
}

export class BlockStore {
  private readonly root
  private readonly blocks
  private readonly tiles
  private readonly places
  private tree: MerkleLog
  private last: StoredBlock | null

  /** @throws Error where the folder follows another channel or chaincode */
  constructor(folder: string, source: Omit<Source, 'format'>, { readOnly } = { readOnly: false }) {
    // One fdatasync a transactionSync, and the answer only after it.
    this.root = open({ path: folder, maxDbs: 5, noSubdir: false, overlappingSync: false, readOnly })
    this.blocks = this.root.openDB<StoredBlock, number>({ name: 'blocks', compression: true })
    this.tiles = this.root.openDB<Buffer, string>({ name: 'tiles', encoding: 'binary' })
    /** Transaction id -> height and index. */
    this.places = this.root.openDB<[number, number], string>({ name: 'places' })
    const { channel, chaincode } = source
    this.checkSource(folder, { format: 1, channel, chaincode })
    const [newest] = this.blocks.getKeys({ reverse: true, limit: 1 })
    this.last = newest === undefined ? null : this.block(newest)
    const readTile = (level: number, index: number) => this.tiles.get(tileKey(level, index)) ?? null
    this.tree = MerkleLog.resume(readTile, this.last?.logSize ?? 0, this.lastLeaves())
  }

  get height(): number {
    return this.last === null ? 0 : this.last.height + 1
  }

  get lastHash(): Uint8Array | null {
    return this.last?.hash ?? null
  }

  get log(): MerkleLog {
    return this.tree
  }

  /** @throws RangeError where it has not been followed yet */
  block(height: number): StoredBlock {
    const block = this.blocks.get(height)
    if (block === undefined) throw new RangeError(`block ${String(height)} has not been followed yet`)
    return block
  }

  /** Blocks that follow one another and the last; all of them or none, on the disk when it returns. */
  append(blocks: readonly FabricBlock[]): void {
    const added: StoredBlock[] = []
    for (const { height, hash, latest, transactions } of blocks) {
      const before = added.at(-1) ?? this.last
      if (height !== (before?.height ?? -1) + 1) throw new Error(`block ${String(height)} does not follow`)
      const valid = transactions.filter(({ code }) => code === validationCodes.valid).length
      const at = Math.max(latest, before?.at ?? 0)
      added.push({ height, hash, at, logSize: (before?.logSize ?? 0) + valid, transactions })
    }
    const { log, tiles } = this.tree.with(added.flatMap((block) => entriesOf(block).map(entryHashOf)))
    this.root.transactionSync(() => this.write(added, tiles))
    this.tree = log
    this.last = added.at(-1) ?? this.last
  }

  /** Where a transaction stands; null where it is not known. The first copy of an id counts. */
  placeOf(txId: string): { height: number; index: number } | null {
    const place = this.places.get(txId)
    return place === undefined ? null : { height: place[0], index: place[1] }
  }

  /** The block whose transactions hold this entry of the log. */
  blockOfEntry(index: number): StoredBlock {
    let [low, high] = [0, this.height - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.block(middle).logSize > index) high = middle
      else low = middle + 1
    }
    return this.block(low)
  }

  async close(): Promise<void> {
    await this.root.close()
  }

  private write(blocks: readonly StoredBlock[], tiles: readonly Tile[]): void {
    for (const block of blocks) {
      this.blocks.putSync(block.height, block)
      for (const { txId, index, code } of block.transactions)
        if (code !== validationCodes.duplicateTxId) this.places.putSync(txId, [block.height, index])
    }
    for (const { level, index, bytes } of tiles) this.tiles.putSync(tileKey(level, index), Buffer.from(bytes))
  }

  private checkSource(folder: string, source: Source): void {
    const known = this.root.get('source') as Source | undefined
    if (known === undefined) {
      this.root.putSync('source', source)
      return
    }
    const { format, channel, chaincode } = known
    if (format === source.format && channel === source.channel && chaincode === source.chaincode) return
    throw new Error(
      `${folder} follows the chaincode ${chaincode} on the channel ${channel}, and not ${source.chaincode} on ${source.channel}: ` +
        'remove the folder to follow that from its first block',
    )
  }

  /** Hashes of the entries after the log's last full tile. */
  private lastLeaves(): Uint8Array[] {
    const count = (this.last?.logSize ?? 0) % 256
    let leaves: Uint8Array[] = []
    for (let height = this.height - 1; leaves.length < count; height--)
      leaves = [...entriesOf(this.block(height)).map(entryHashOf), ...leaves]
    return leaves.slice(leaves.length - count)
  }
}

/** The log's entries of a block: one for each valid transaction. */
export function entriesOf({ height, transactions }: Pick<StoredBlock, 'height' | 'transactions'>): Buffer[] {
  return transactions
    .filter(({ code }) => code === validationCodes.valid)
    .map((transaction) => logEntryOf(height, transaction))
}

function tileKey(level: number, index: number): string {
  return `${String(level)}/${String(index)}`
}
