/** A disk small enough to fill. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context } from 'mocha'
import { skipLoudly } from '../skipLoudly.ts'

export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'veritrail-full-'))
  #mounted = false

  /** Skips the test of `context` where this machine mounts none. */
  mount(context: Context, mebibytes: number): void {
    if (process.getuid?.() !== 0 || process.platform !== 'linux')
      skipLoudly(context, 'a full disk needs root on Linux, to mount a small tmpfs')
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(mebibytes)}m,mode=755`, 'tmpfs', this.folder])
    this.#mounted = true
  }

  /** What is still open on it stays usable until it is closed. */
  unmount(): void {
    if (this.#mounted) execFileSync('umount', ['--lazy', this.folder])
    this.#mounted = false
  }

  remove(): void {
    this.unmount()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
