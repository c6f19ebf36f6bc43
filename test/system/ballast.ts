/** Fills a disk, and gives the room back. */
import assert from 'node:assert/strict'
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export const kib = 1024

/** A file that takes all room that is left, down to the last page. */
export class Ballast {
  readonly #file: number
  #size = 0

  constructor(folder: string) {
    this.#file = openSync(join(folder, 'ballast'), 'w')
  }

  fill(): void {
    for (const chunk of [1024 * kib, 64 * kib, 4 * kib].map((size) => Buffer.alloc(size, 1))) {
      try {
        for (let written = chunk.length; written === chunk.length;) {
          written = writeSync(this.#file, chunk, 0, chunk.length, this.#size)
          this.#size += written
        }
      } catch (error) {
        assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC')
      }
    }
  }

  /** Leaves about `bytes` to others. */
  leave(bytes: number): void {
    this.#size -= bytes
    ftruncateSync(this.#file, this.#size)
  }

  close(): void {
    ftruncateSync(this.#file, 0)
    closeSync(this.#file)
  }
}
