/** What every ledger's log has in common: proofs from its tree, and its checkpoints, at least one a day and on demand. */
import { sign } from 'node:crypto'
import { HistoryLost } from '../following/historyLost.ts'
import { openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import type { CheckpointFiles, FiledCheckpoint, KeptCheckpoint } from './checkpointFiles.ts'
import type { LedgerLog } from './ledgerLog.ts'
import type { MerkleLog } from './merkleLog.ts'
import { verifierKeyOf, type NoteSigner } from './signedNote.ts'

const dayMs = 24 * 60 * 60 * 1000
const lookEveryMs = 60 * 60 * 1000

/** Troubles that an operator should hear of while the ledger goes on. */
export type ReportTrouble = (trouble: 'checkpoint.damaged' | 'checkpoint.notKept', facts: object) => void

export interface CheckpointSettings {
  files: CheckpointFiles
  /** Of the whole ledger: see `originOf`. */
  origin: string
  signer: NoteSigner
  clock: () => number
  report: ReportTrouble
}

export abstract class CheckpointedLog implements LedgerLog {
  private readonly settings: CheckpointSettings
  private timer: NodeJS.Timeout | undefined
  private newest: KeptCheckpoint | null = null

  constructor(settings: CheckpointSettings) {
    this.settings = settings
  }

  /** The tree as it is now. */
  protected abstract get tree(): MerkleLog
  abstract entry(index: number): Uint8Array
  abstract indexOf(txId: string): number | null

  get size(): number {
    return this.tree.size
  }

  get verifierKey(): string {
    return verifierKeyOf(this.settings.signer)
  }

  root(size = this.size): Uint8Array {
    return this.tree.rootAt(size)
  }

  inclusion(index: number, size: number): Uint8Array[] {
    return this.tree.inclusion(index, size)
  }

  consistency(first: number, second: number): Uint8Array[] {
    return this.tree.consistency(first, second)
  }

  checkpoint(): string {
    const { origin, signer, files, clock } = this.settings
    const note = signCheckpoint({ origin, size: this.size, root: this.tree.root() }, signer)
    const kept = { at: clock(), note }
    files.keep(kept)
    this.newest = kept
    return note
  }

  latestCheckpoint(): string | null {
    return this.newest?.note ?? null
  }

  checkpoints(limit: number, before?: string): FiledCheckpoint[] {
    const { files, signer } = this.settings
    const whole: FiledCheckpoint[] = []
    for (const kept of files.newestFirst(before)) {
      if (whole.length === limit) break
      if (openCheckpoint(kept.note, signer) !== null) whole.push(kept)
    }
    return whole
  }

  signStatement(statement: Uint8Array): Uint8Array {
    return sign(null, statement, this.settings.signer.key)
  }

  /**
   * Takes up the checkpoints that were kept, and keeps one a day from now on.
   * @throws HistoryLost where a kept checkpoint knows more than the ledger holds, or something else
   */
  start(): void {
    this.newest = this.newestWhole()
    this.timer = setInterval(() => this.checkpointDaily(), lookEveryMs).unref()
    this.checkpointDaily()
  }

  close(): void {
    clearInterval(this.timer)
  }

  /** A disk that is full today must not end the server; the next hour tries again. */
  private checkpointDaily(): void {
    const { newest } = this
    const isDue = newest === null || this.settings.clock() - newest.at >= dayMs
    if (!isDue || (newest !== null && parseCheckpoint(newest.note).size >= this.size)) return
    try {
      this.checkpoint()
    } catch (err) {
      this.settings.report('checkpoint.notKept', { err })
    }
  }

  /** The newest file that this ledger signed, byte for byte; damaged ones are passed over. */
  private newestWhole(): KeptCheckpoint | null {
    for (const { file, at, note } of this.settings.files.newestFirst()) {
      const checkpoint = openCheckpoint(note, this.settings.signer)
      if (checkpoint === null) {
        this.settings.report('checkpoint.damaged', { file })
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
