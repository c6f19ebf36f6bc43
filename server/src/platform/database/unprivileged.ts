import { spawnSync, type SpawnOptions } from 'node:child_process'
import { chown, lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** `nobody`, which has an entry in the user table everywhere; Postgres asks for one. */
const nobody = 65534

/** How to start a program that refuses to run as root, and who then owns its files. */
export interface Unprivileged {
  way: 'as it is' | 'user namespace' | 'nobody with file rights' | 'nobody'
  /** Owner of the program's data folder as seen from this process; null leaves it alone. */
  owner: number | null
  /** Its programs must lie where everybody may go. */
  needsOpenPrograms?: true
  command(program: string, args: string[]): { program: string; args: string[]; options: SpawnOptions }
}

const asItIs: Unprivileged = {
  way: 'as it is',
  owner: null,
  command: (program, args) => ({ program, args, options: {} }),
}

// Inside the namespace root's files belong to `nobody`, so a data folder below a 0700 folder is reachable.
const userNamespace: Unprivileged = {
  way: 'user namespace',
  owner: 0,
  command: (program, args) => ({
    program: 'unshare',
    args: ['--user', `--map-user=${String(nobody)}`, `--map-group=${String(nobody)}`, '--', program, ...args],
    options: {},
  }),
}

// Where the kernel allows no user namespaces: `nobody`, who may pass folders that are closed to others.
const nobodyWithFileRights: Unprivileged = {
  way: 'nobody with file rights',
  owner: nobody,
  needsOpenPrograms: true,
  command: (program, args) => ({
    program: 'setpriv',
    args: [
      ...[`--reuid=${String(nobody)}`, `--regid=${String(nobody)}`, '--clear-groups'],
      ...['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--', program, ...args],
    ],
    options: {},
  }),
}

// Last: needs every folder above the data and the programs to be open to others.
const plainNobody: Unprivileged = {
  way: 'nobody',
  owner: nobody,
  command: (program, args) => ({ program, args, options: { uid: nobody, gid: nobody } }),
}

/** In the order in which they are tried. */
export const waysOfRoot: readonly Unprivileged['way'][] = [
  'user namespace',
  'nobody with file rights',
  'nobody',
]

/** The first of `ways` in which `program --version` answers on this machine; null when none does. */
export function findUnprivileged(program: string, ways = waysOfRoot): Unprivileged | null {
  if (process.getuid?.() !== 0) return asItIs
  const candidates = [userNamespace, nobodyWithFileRights, plainNobody].filter(({ way }) =>
    ways.includes(way),
  )
  const works = (candidate: Unprivileged) => {
    const trial = candidate.command(program, ['--version'])
    return spawnSync(trial.program, trial.args, { ...trial.options, stdio: 'ignore' }).status === 0
  }
  return candidates.find(works) ?? null
}

/** Gives `folder` and all in it to `owner`, when it is another's (the machine may have changed its way since the last start). */
export async function giveTo(owner: number, folder: string): Promise<void> {
  if ((await lstat(folder)).uid === owner) return
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await chown(join(entry.parentPath, entry.name), owner, owner)
  }
  // Last, so that a change of owner that was cut off is done again.
  await chown(folder, owner, owner)
}
