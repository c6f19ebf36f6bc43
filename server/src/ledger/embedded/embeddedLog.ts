/** The log of the embedded ledger, and its checkpoints: at least one a day, and on demand. */
import { sign, type KeyObject } from 'node:crypto'
import { HistoryLost } from '../following/historyLost.ts'
import { openCheckpoint, originOf, parseCheckpoint, signCheckpoint } from '../log/checkpoint.ts'
import type { CheckpointFiles, KeptCheckpoint } from '../log/checkpointFiles.ts'
import type { LedgerLog } from '../log/ledgerLog.ts'
import { verifierKeyOf, type NoteSigner } from '../log/signedNote.ts'
import { validationCodes } from '../port.ts'
import type { Chain } from './chain/chain.ts'
import type { Configuration } from './identity/organisations.ts'

const dayMs = 24 * 60 * 60 * 1000
const lookEveryMs = 60 * 60 * 1000

/** Troubles that an operator should hear of while the ledger goes on. */
export type ReportTrouble = (trouble: 'checkpoint.damaged' | 'checkpoint.notKept', facts: object) => void

export class EmbeddedLog implements LedgerLog {
  private readonly chain: Chain
  private readonly files: CheckpointFiles
  private readonly clock: () => number
  private readonly signer: NoteSigner
  private readonly report: ReportTrouble
  private readonly timer: NodeJS.Timeout
  private newest: KeptCheckpoint | null

  /** @throws HistoryLost where a kept checkpoint knows more than the ledger holds, or something else */
  constructor(
    chain: Chain,
    key: KeyObject,
    files: CheckpointFiles,
    { clock, report }: { clock: () => number; report: ReportTrouble },
  ) {
    this.chain = chain
    this.files = files
    this.clock = clock
    this.report = report
    this.signer = { name: signerNameOf(chain), key }
    this.newest = this.newestWhole()
    this.timer = setInterval(() => this.checkpointDaily(), lookEveryMs).unref()
    this.checkpointDaily()
  }

  get size(): number {
    return this.chain.log.size
  }

  get verifierKey(): string {
    return verifierKeyOf(this.signer)
  }

  root(size = this.size): Uint8Array {
    return this.chain.log.rootAt(size)
  }

  inclusion(index: number, size: number): Uint8Array[] {
    return this.chain.log.inclusion(index, size)
  }

  consistency(first: number, second: number): Uint8Array[] {
    return this.chain.log.consistency(first, second)
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

  checkpoint(): string {
    const note = signCheckpoint(
      { origin: originOfChain(this.chain), size: this.size, root: this.chain.log.root() },
      this.signer,
    )
    const kept = { at: this.clock(), note }
    this.files.keep(kept)
    this.newest = kept
    return note
  }

  latestCheckpoint(): string | null {
    return this.newest?.note ?? null
  }

  signStatement(statement: Uint8Array): Uint8Array {
    return sign(null, statement, this.signer.key)
  }

  close(): void {
    clearInterval(this.timer)
  }

  /** A disk that is full today must not end the server; the next hour tries again. */
  private checkpointDaily(): void {
    const { newest } = this
    const isDue = newest === null || this.clock() - newest.at >= dayMs
    if (!isDue || (newest !== null && parseCheckpoint(newest.note).size >= this.size)) return
    try {
      this.checkpoint()
    } catch (err) {
      this.report('checkpoint.notKept', { err })
    }
  }

  /** The newest file that this ledger signed, byte for byte; damaged ones are passed over. */
  private newestWhole(): KeptCheckpoint | null {
    for (const { file, at, note } of this.files.newestFirst()) {
      const checkpoint = openCheckpoint(note, this.signer)
      if (checkpoint === null) {
        this.report('checkpoint.damaged', { file })
        continue
      }
      const { size, root } = checkpoint
      if (size > this.size || !Buffer.from(root).equals(this.root(size)))
        throw new HistoryLost(
          `${file} is a checkpoint of ${String(size)} transactions that this ledger signed and does not hold: it is an older ` +
            'backup. Put the newest one back, or move that file elsewhere to accept this one. Nothing was changed',
        )
      return { at, note }
    }
    return null
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
