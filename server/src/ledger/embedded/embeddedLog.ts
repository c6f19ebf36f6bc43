/** The log of the embedded ledger, and its checkpoints: at least one a day, and on demand. */
import { sign, type KeyObject } from 'node:crypto'
import { originOf, parseCheckpoint, signCheckpoint } from '../log/checkpoint.ts'
import type { CheckpointFiles } from '../log/checkpointFiles.ts'
import type { LedgerLog } from '../log/ledgerLog.ts'
import { verifierKeyOf, type NoteSigner } from '../log/signedNote.ts'
import { validationCodes } from '../port.ts'
import type { Chain } from './chain/chain.ts'
import type { Configuration } from './identity/organisations.ts'

const dayMs = 24 * 60 * 60 * 1000
const lookEveryMs = 60 * 60 * 1000

export class EmbeddedLog implements LedgerLog {
  private readonly chain: Chain
  private readonly files: CheckpointFiles
  private readonly clock: () => number
  private readonly signer: NoteSigner
  private readonly timer: NodeJS.Timeout

  constructor(chain: Chain, key: KeyObject, files: CheckpointFiles, clock: () => number) {
    this.chain = chain
    this.files = files
    this.clock = clock
    this.signer = { name: signerNameOf(chain), key }
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
    this.files.keep({ at: this.clock(), note })
    return note
  }

  latestCheckpoint(): string | null {
    return this.files.latest()?.note ?? null
  }

  signStatement(statement: Uint8Array): Uint8Array {
    return sign(null, statement, this.signer.key)
  }

  close(): void {
    clearInterval(this.timer)
  }

  private checkpointDaily(): void {
    const latest = this.files.latest()
    if (latest === null || this.clock() - latest.at >= dayMs) {
      if (latest === null || parseCheckpoint(latest.note).size < this.size) this.checkpoint()
    }
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
