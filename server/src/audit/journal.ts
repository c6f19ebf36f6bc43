/**
 * The audit trail's local journal: a scan is on disk before it is answered, whether or not Postgres is there.
 *
 * What survives a crash: every record whose `append` resolved. Records still waiting may or may not be there, whole or
 * not at all: a torn tail is cut off when the journal is opened. All that wait are written with one write and one
 * fdatasync; while that runs the next group gathers.
 */
import { closeSync, fdatasync, ftruncateSync, fsyncSync, mkdirSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { Unavailable } from '../platform/unavailable.ts'
import {
  checksumSeed,
  frameHeaderBytes,
  maxPayloadBytes,
  readFrames,
  writeFrame,
  type Frame,
} from './frames.ts'
import {
  createSegment,
  cutTornTail,
  endOfClosed,
  listSegments,
  nextSegmentName,
  removeSegment,
  segmentPath,
} from './segments.ts'

export interface JournalOptions {
  folder: string
  /** A segment is closed when it has grown to this many bytes. */
  segmentBytes?: number
  /** So many records may wait for the disk before more are refused. */
  maxWaiting?: number
  now?: () => number
}

export interface SegmentState {
  segment: string
  /** Bytes that are on disk. */
  durableEnd: number
  /** No record will be added. */
  closed: boolean
}

interface Waiting {
  payload: Uint8Array
  resolve: () => void
  reject: (reason: Error) => void
}

const readAheadBytes = 1024 * 1024
/** A sync that need not change the file's size costs the disk half: room is made so many bytes at a time. */
const room = Buffer.alloc(512 * 1024)

export class Journal {
  /** Bytes of a torn tail that opening cut off. */
  readonly cutBytes: number
  readonly #folder: string
  readonly #segmentBytes: number
  readonly #maxWaiting: number
  readonly #now: () => number
  readonly #closed: SegmentState[] = []
  readonly #listeners = new Set<() => void>()
  #waiting: Waiting[] = []
  #buffer = Buffer.allocUnsafe(256 * 1024)
  #segment: string
  #seed: number
  #descriptor: number
  #durableEnd: number
  /** Up to here the segment is known to hold zeros where it holds no record. */
  #roomEnd = 0
  /** The last write or sync failed: what lies behind `#durableEnd` must go before anything is added. */
  #damage: 'none' | 'write' | 'sync' = 'none'
  #state: 'idle' | 'scheduled' | 'syncing' | 'stopped' = 'idle'
  #whenIdle: (() => void) | null = null

  /**
   * Opens or makes the folder; cuts a torn tail off. Always begins a segment: of an older one that a backup brought back, Postgres
   * may have rows beyond its end, and would take what is added there for drained. Throws what the file system says.
   */
  constructor({
    folder,
    segmentBytes = 64 * 1024 * 1024,
    maxWaiting = 100_000,
    now = Date.now,
  }: JournalOptions) {
    this.#folder = folder
    this.#segmentBytes = segmentBytes
    this.#maxWaiting = maxWaiting
    this.#now = now
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const segments = listSegments(folder)
    const last = segments.at(-1)
    const { end, cut } = last === undefined ? { end: 0, cut: 0 } : cutTornTail(folder, last)
    this.cutBytes = cut
    for (const segment of segments) {
      const durableEnd = segment === last ? end : endOfClosed(folder, segment)
      if (durableEnd > 0) this.#closed.push({ segment, durableEnd, closed: true })
      else removeSegment(folder, segment)
    }
    this.#segment = nextSegmentName(last, now())
    this.#descriptor = createSegment(folder, this.#segment)
    this.#durableEnd = 0
    this.#seed = checksumSeed(this.#segment)
  }

  /** Resolves when the record is on disk; `Unavailable` when it is not (and then it will not be). */
  append(payload: Uint8Array): Promise<void> {
    if (payload.length === 0 || payload.length > maxPayloadBytes) {
      return Promise.reject(new RangeError(`an audit record has 1 to ${String(maxPayloadBytes)} bytes`))
    }
    if (this.#state === 'stopped' || this.#waiting.length >= this.#maxWaiting) {
      return Promise.reject(new Unavailable('audit journal'))
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ payload, resolve, reject })
      if (this.#state === 'idle') {
        this.#state = 'scheduled'
        // one turn later, so that all requests that arrived in this turn share the first fdatasync too
        setImmediate(() => {
          this.#writeGroup()
        })
      }
    })
  }

  /** What there is to read, oldest first; the last is the one being written. */
  segments(): SegmentState[] {
    return [...this.#closed, { segment: this.#segment, durableEnd: this.#durableEnd, closed: false }]
  }

  /** Whole frames of a segment from `offset` on, none beyond what is durable. */
  async read(segment: string, offset: number, maxFrames: number): Promise<Frame[]> {
    const state = this.segments().find((one) => one.segment === segment)
    if (state === undefined || offset >= state.durableEnd) return []
    const length = Math.min(readAheadBytes, state.durableEnd - offset)
    const file = await open(segmentPath(this.#folder, segment), 'r')
    try {
      const bytes = Buffer.allocUnsafe(length)
      const { bytesRead } = await file.read(bytes, 0, length, offset)
      return readFrames(bytes.subarray(0, bytesRead), checksumSeed(segment), offset, maxFrames).frames
    } finally {
      await file.close()
    }
  }

  /** Forgets a closed segment whose records are all kept elsewhere. */
  remove(segment: string): void {
    const index = this.#closed.findIndex((one) => one.segment === segment)
    if (index === -1) throw new Error(`segment ${segment} is not a closed one`)
    removeSegment(this.#folder, segment)
    this.#closed.splice(index, 1)
  }

  /** Calls `listener` each time more is durable, until the returned function is called. */
  onDurable(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Waits for what was appended; later appends are refused. */
  async close(): Promise<void> {
    if (this.#state === 'stopped') return
    if (this.#state !== 'idle') await new Promise<void>((resolve) => (this.#whenIdle = resolve))
    this.#state = 'stopped'
    ftruncateSync(this.#descriptor, this.#durableEnd)
    closeSync(this.#descriptor)
  }

  #writeGroup(): void {
    const group = this.#waiting
    this.#waiting = []
    this.#state = 'syncing'
    let end: number
    try {
      this.#prepareSegment()
      end = this.#write(group)
    } catch (error) {
      this.#fail(group, 'write', error)
      return
    }
    fdatasync(this.#descriptor, (error) => {
      if (error === null) {
        this.#durableEnd = end
        this.#settle(group, null)
      } else {
        this.#fail(group, 'sync', error)
      }
    })
  }

  #write(group: readonly Waiting[]): number {
    let bytes = 0
    for (const { payload } of group) bytes += frameHeaderBytes + payload.length
    if (this.#buffer.length < bytes) this.#buffer = Buffer.allocUnsafe(bytes * 2)
    let at = 0
    for (const { payload } of group) {
      at += writeFrame(this.#buffer, at, this.#seed, this.#durableEnd + at, payload)
    }
    this.#makeRoom(this.#durableEnd + bytes)
    let written = 0
    while (written < bytes) {
      written += writeSync(
        this.#descriptor,
        this.#buffer,
        written,
        bytes - written,
        this.#durableEnd + written,
      )
    }
    return this.#durableEnd + bytes
  }

  #fail(group: readonly Waiting[], damage: 'write' | 'sync', error: unknown): void {
    if (this.#damage !== 'sync') this.#damage = damage
    try {
      this.#takeBack()
    } catch {
      // the next group tries again, and is refused while this fails
    }
    this.#settle(group, error)
  }

  /** Without room the file grows with each group, as it does on a disk that is nearly full. */
  #makeRoom(end: number): void {
    if (end <= this.#roomEnd) return
    const from = Math.max(this.#roomEnd, this.#durableEnd)
    try {
      const made = writeSync(this.#descriptor, room, 0, room.length, from)
      this.#roomEnd = made === room.length ? from + made : from
    } catch {
      this.#roomEnd = from
    }
    if (this.#roomEnd === from) ftruncateSync(this.#descriptor, from)
  }

  #settle(group: readonly Waiting[], failure: unknown): void {
    if (failure === null) {
      for (const { resolve } of group) resolve()
      for (const listener of this.#listeners) listener()
    } else {
      const reason = new Unavailable('audit journal', { cause: failure })
      for (const { reject } of group) reject(reason)
    }
    if (this.#waiting.length > 0) {
      this.#state = 'scheduled'
      setImmediate(() => {
        this.#writeGroup()
      })
    } else {
      this.#state = 'idle'
      this.#whenIdle?.()
    }
  }

  /** After a failure nothing of the group may stay: those who asked are told that it was not kept. */
  #takeBack(): void {
    ftruncateSync(this.#descriptor, this.#durableEnd)
    this.#roomEnd = this.#durableEnd
    fsyncSync(this.#descriptor)
    if (this.#damage === 'write') this.#damage = 'none'
  }

  /** Makes the segment fit to be written to: whole up to `#durableEnd`, and not too large. */
  #prepareSegment(): void {
    if (this.#damage !== 'none') this.#takeBack()
    // after a failed sync the kernel may have dropped pages of this file: no further record rests on it
    if (this.#damage === 'sync' || this.#durableEnd >= this.#segmentBytes) this.#startSegment()
    this.#damage = 'none'
  }

  #startSegment(): void {
    const segment = nextSegmentName(this.#segment, this.#now())
    const descriptor = createSegment(this.#folder, segment)
    ftruncateSync(this.#descriptor, this.#durableEnd)
    closeSync(this.#descriptor)
    this.#closed.push({ segment: this.#segment, durableEnd: this.#durableEnd, closed: true })
    this.#segment = segment
    this.#seed = checksumSeed(segment)
    this.#descriptor = descriptor
    this.#durableEnd = 0
    this.#roomEnd = 0
  }
}
