/** Checkpoints kept as files, named by time and size so that their order is their names' order. */
import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileDurably } from '../../platform/writeFileDurably.ts'
import { parseCheckpoint } from './checkpoint.ts'

export interface KeptCheckpoint {
  /** Integer ms. */
  at: number
  note: string
}

/** A kept checkpoint and where it is. Names sort by time. */
export type FiledCheckpoint = KeptCheckpoint & { name: string; file: string }

const nameForm = /^(\d{15})-\d{12}\.txt$/

export class CheckpointFiles {
  private readonly dir: string

  constructor(dir: string) {
    this.dir = dir
  }

  /** On the disk when it returns. */
  keep({ at, note }: KeptCheckpoint): void {
    mkdirSync(this.dir, { recursive: true })
    const name = `${String(at).padStart(15, '0')}-${String(parseCheckpoint(note).size).padStart(12, '0')}.txt`
    writeFileDurably(join(this.dir, name), Buffer.from(note), 0o644)
  }

  /** What the files hold, newest first, whole or not; only those before the one named `before`. */
  *newestFirst(before?: string): Generator<FiledCheckpoint> {
    for (const name of this.names().reverse()) {
      if (before !== undefined && name >= before) continue
      const file = join(this.dir, name)
      yield { name, file, at: Number(nameForm.exec(name)?.[1]), note: readFileSync(file, 'utf8') }
    }
  }

  private names(): string[] {
    try {
      return readdirSync(this.dir)
        .filter((name) => nameForm.test(name))
        .sort()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }
}
