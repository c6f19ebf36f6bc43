import { existsSync, statSync } from 'node:fs'
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { PostgresBinaries } from './postgresBinaries.ts'

const prefix = join(tmpdir(), 'veritrail-postgres-')

/**
 * Programs that `nobody` can reach. Postgres looks itself up with access(2), which knows no capabilities, so below a folder that is
 * closed to others it needs a copy elsewhere: random name, root's own, replaced at the next start.
 * @param folder Postgres' data folder; the place of the copy is noted beside it
 */
export async function openPrograms(binaries: PostgresBinaries, folder: string): Promise<PostgresBinaries> {
  await removeCopy(folder)
  if (isOpenToAll(binaries.postgres)) return binaries
  const copy = await mkdtemp(prefix)
  await writeFile(noteOf(folder), copy, { mode: 0o600 })
  await chmod(copy, 0o755)
  await cp(join(dirname(binaries.postgres), '..'), copy, { recursive: true, verbatimSymlinks: true })
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') }
}

const noteOf = (folder: string) => `${folder}.programs`

/** For the end of Postgres, and for the start after a server that was killed. */
export async function removeCopy(folder: string): Promise<void> {
  const note = noteOf(folder)
  if (!existsSync(note)) return
  const copy = await readFile(note, 'utf8')
  if (copy.startsWith(prefix)) await rm(copy, { recursive: true, force: true })
  await rm(note)
}

/** Every folder above `path` lets others pass. */
function isOpenToAll(path: string): boolean {
  const parent = dirname(path)
  return parent === path || ((statSync(parent).mode & 0o001) !== 0 && isOpenToAll(parent))
}
