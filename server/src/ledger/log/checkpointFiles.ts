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

  /** What the files hold, newest first, whole or not. */
  *newestFirst(): Generator<KeptCheckpoint & { file: string }> {
    for (const name of this.names().reverse()) {
      const file = join(this.dir, name)
      yield { file, at: Number(name.slice(0, 15)), note: readFileSync(file, 'utf8') }
    }
  }

  private names(): string[] {
    try {
      return readdirSync(this.dir)
        .filter((name) => name.endsWith('.txt'))
        .sort()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }
}
