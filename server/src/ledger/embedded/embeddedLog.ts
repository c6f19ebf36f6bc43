/** The log of the embedded ledger: its entries are made again from the blocks that hold their transactions. */
import type { KeyObject } from 'node:crypto'
import { originOf } from '../log/checkpoint.ts'
import { CheckpointedLog, type CheckpointSettings } from '../log/checkpointedLog.ts'
import type { MerkleLog } from '../log/merkleLog.ts'
import { validationCodes } from '../port.ts'
import type { Chain } from './chain/chain.ts'
import type { Configuration } from './identity/organisations.ts'

export class EmbeddedLog extends CheckpointedLog {
  private readonly chain: Chain

  /** @throws HistoryLost where a kept checkpoint knows more than the ledger holds, or something else */
  constructor(
    chain: Chain,
    key: KeyObject,
    settings: Pick<CheckpointSettings, 'files' | 'clock' | 'report'>,
  ) {
    super({ ...settings, origin: originOfChain(chain), signer: { name: signerNameOf(chain), key } })
    this.chain = chain
    this.start()
  }

  protected get tree(): MerkleLog {
    return this.chain.log
  }

  entry(index: number): Uint8Array {
    if (!Number.isInteger(index) || index < 0 || index >= this.size) throw new RangeError('no such entry')
    const { height, within } = this.chain.blocks.placeOfEntry(index)
    const entry = this.chain.blocks.logEntries(height)[within]
    if (entry === undefined) throw new Error(`block ${height} does not hold entry ${index}`)
    return entry
  }

  indexOf(txId: string): number | null {
    const found = this.chain.locate(txId)
    if (found?.transaction.code !== validationCodes.valid) return null
    const before = this.chain.blocks.transactions(found.height).slice(0, found.index)
    const valid = before.filter(({ code }) => code === validationCodes.valid)
    return this.chain.blocks.logSizeBefore(found.height) + valid.length
  }
}

export function originOfChain(chain: Chain): string {
  return originOf(chain.blocks.configuration().channel, chain.blocks.header(0).hash)
}

/** The operator's signature stands beside those that other organisations may add, so its name says whose it is. */
export function signerNameOf(chain: Chain): string {
  const { operator }: Configuration = chain.blocks.configuration()
  return `${originOfChain(chain)}/${operator}`
}
