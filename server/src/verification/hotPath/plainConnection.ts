/** One connection as long as it brings nothing but plain requests, each whole and one at a time. */
import type { Socket } from 'node:net'
import type { WireText } from './plainAnswer.ts'

export interface ConnectionParts {
  /** As JSON. null, now or later: `chunk` is anything but one whole plain request. Rejects where the scan could not be recorded. */
  answer: (chunk: Buffer) => Promise<string | null> | null
  wireText: (json: string) => WireText
  /** Has the socket to itself from then on, its bytes unread. */
  toHttp: (socket: Socket) => void
  /** Whether the connection is kept after an answer. */
  isListening: () => boolean
  /** This object has nothing to do with the socket any more. */
  onGone: (connection: PlainConnection) => void
  /** How long to wait for the first request, and for another after an answer. */
  firstMs: number
  nextMs: number
}

export class PlainConnection {
  readonly #socket: Socket
  readonly #parts: ConnectionParts
  #answering = false
  #ended = false
  /** What arrived while the request before it was being answered. */
  #early: Buffer[] = []

  constructor(socket: Socket, parts: ConnectionParts) {
    this.#socket = socket
    this.#parts = parts
    socket.setTimeout(parts.firstMs)
    this.#listen('on')
  }

  /** At once where nothing is being answered. */
  closeIdle(): void {
    if (!this.#answering) this.#socket.destroy()
  }

  closeNow(): void {
    this.#socket.destroy()
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#answering) {
      this.#early.push(chunk)
      this.#socket.pause()
      return
    }
    const answer = this.#parts.answer(chunk)
    if (answer === null) {
      this.#handOver([chunk])
      return
    }
    this.#answering = true
    answer.then(
      (json) => {
        if (json === null) this.#handOver([chunk, ...this.#early])
        else this.#send(json)
      },
      () => {
        // nothing was recorded or said: node:http gets the request as if it had just arrived, and Express reports the failure
        this.#handOver([chunk, ...this.#early])
      },
    )
  }

  readonly #onEnd = (): void => {
    this.#ended = true
    if (!this.#answering) this.#socket.end()
  }

  readonly #onTimeout = (): void => {
    this.closeIdle()
  }

  readonly #onGone = (): void => {
    this.#parts.onGone(this)
  }

  /** What broke off is closed by the socket itself. */
  readonly #onError = (): void => undefined

  #listen(how: 'on' | 'off'): void {
    const socket = this.#socket[how]('data', this.#onData)
    socket[how]('end', this.#onEnd)
    socket[how]('timeout', this.#onTimeout)
    socket[how]('close', this.#onGone)
    socket[how]('error', this.#onError)
  }

  #send(json: string): void {
    const { wireText, nextMs, isListening } = this.#parts
    const socket = this.#socket
    this.#answering = false
    const { text, encoding } = wireText(json)
    const flushed = socket.write(text, encoding)
    if (this.#early.length > 0) {
      this.#handOver(this.#early)
      return
    }
    if (this.#ended || !isListening()) socket.end()
    else if (socket.timeout !== nextMs) socket.setTimeout(nextMs)
    if (!flushed) this.#waitForDrain()
  }

  /** Whoever does not read answers is not read from. */
  #waitForDrain(): void {
    const socket = this.#socket
    socket.pause()
    socket.once('drain', () => {
      socket.resume()
    })
  }

  #handOver(chunks: readonly Buffer[]): void {
    const socket = this.#socket
    this.#answering = false
    if (socket.destroyed || this.#ended) {
      socket.destroy()
      return
    }
    this.#listen('off')
    socket.setTimeout(0)
    this.#onGone()
    socket.pause()
    socket.unshift(Buffer.concat(chunks))
    this.#parts.toHttp(socket)
    socket.resume()
  }
}
