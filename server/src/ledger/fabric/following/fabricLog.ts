/** The log over the blocks that this node has followed: the same entries and roots on every node of the channel. */
import { CheckpointedLog, type CheckpointSettings } from '../../log/checkpointedLog.ts'
import type { MerkleLog } from '../../log/merkleLog.ts'
import { validationCodes } from '../../port.ts'
import { entriesOf, type BlockStore } from './blockStore.ts'

export class FabricLog extends CheckpointedLog {
  private readonly store: BlockStore

  /** @throws HistoryLost where a kept checkpoint says something else than the ledger */
  constructor(store: BlockStore, settings: CheckpointSettings) {
    super(settings)
    this.store = store
    this.start()
  }

  protected get tree(): MerkleLog {
    return this.store.log
  }

  entry(index: number): Uint8Array {
    if (!Number.isInteger(index) || index < 0 || index >= this.size) throw new RangeError('no such entry')
    const block = this.store.blockOfEntry(index)
    const entries = entriesOf(block)
    const entry = entries[index - (block.logSize - entries.length)]
    if (entry === undefined)
      throw new Error(`block ${String(block.height)} does not hold entry ${String(index)}`)
    return entry
  }

  indexOf(txId: string): number | null {
    const place = this.store.placeOf(txId)
    if (place === null) return null
    const { transactions, logSize } = this.store.block(place.height)
    if (transactions[place.index]?.code !== validationCodes.valid) return null
    const later = transactions.slice(place.index).filter(({ code }) => code === validationCodes.valid)
    return logSize - later.length
  }
}
