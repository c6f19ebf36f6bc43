/** Signatures made on another thread, many to a message: sent one by one, the way there costs as much as signing here. */
import type { KeyObject } from 'node:crypto'
import { StandingThread } from './standingThread.ts'
import { lowSDer, signNow } from '../identity/signature.ts'

/** For the signing thread: `signers` are places in its list of keys, `bytes` the messages joined. */
interface Batch {
  signers: Uint8Array
  lengths: Uint32Array
  bytes: Uint8Array
}

interface Waiting {
  signer: number
  message: Uint8Array
  resolve: (signature: Buffer) => void
  reject: (error: unknown) => void
}

/** Enough for the message to cost little, few enough for the thread to begin while others are simulated. */
const batchLength = 16
const rawBytes = 64

export class SigningBatches {
  private readonly keys: readonly KeyObject[]
  private readonly thread: StandingThread<Batch, Uint8Array>
  private waiting: Waiting[] = []
  private sending: NodeJS.Immediate | undefined

  constructor(keys: readonly KeyObject[]) {
    this.keys = keys
    this.thread = new StandingThread(new URL('./signingThread.js', import.meta.url), keys)
  }

  /** @param signer place of the key in the list */
  async sign(signer: number, message: Uint8Array): Promise<Buffer> {
    this.thread.warmUp()
    if (!this.thread.isReady) return signNow(this.keys[signer] as KeyObject, message)
    return new Promise((resolve, reject) => {
      this.waiting.push({ signer, message, resolve, reject })
      if (this.waiting.length >= batchLength) void this.send()
      else this.sending ??= setImmediate(() => void this.send())
    })
  }

  close(): Promise<void> {
    return this.thread.close()
  }

  private async send(): Promise<void> {
    clearImmediate(this.sending)
    this.sending = undefined
    const batch = this.waiting
    this.waiting = []
    if (batch.length === 0) return
    const lengths = Uint32Array.from(batch, ({ message }) => message.length)
    const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
    let at = 0
    for (const { message } of batch) {
      bytes.set(message, at)
      at += message.length
    }
    const signers = Uint8Array.from(batch, ({ signer }) => signer)
    try {
      const signatures = Buffer.from(await this.thread.ask({ signers, lengths, bytes }, [bytes.buffer]))
      for (const [index, { resolve }] of batch.entries())
        resolve(lowSDer(signatures.subarray(index * rawBytes, (index + 1) * rawBytes)))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
