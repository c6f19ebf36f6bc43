import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { openPrograms, removeCopy } from './openPrograms.ts'
import { findPostgres } from './postgresBinaries.ts'
import { stopSurvivor } from './postmaster.ts'
import { findUnprivileged, giveTo, type Unprivileged } from './unprivileged.ts'

export interface EmbeddedPostgresOptions {
  /** Data folder; made when missing. */
  folder: string
  /** Of the only user, `veritrail`. The folder keeps the password it was made with. */
  password: string
  /** By default any free one. */
  port?: number
  /** Told what an operator may want to know: a survivor stopped, an unexpected end, a restart. */
  onNotice?: (notice: string) => void
  /** When this process is root: the ways to run as somebody else, tried in this order. */
  asRootBy?: readonly Unprivileged['way'][]
  /** More settings, as for `postgres -c`. */
  settings?: Readonly<Record<string, string>>
}

export interface EmbeddedPostgres {
  /** postgresql:// URL of the database `veritrail`; stays the same over restarts. */
  readonly url: string
  /** Of the running postmaster; another after a restart. */
  readonly pid: number
  stop(): Promise<void>
}

const user = 'veritrail'
const noWayForRoot =
  'Postgres refuses to run as root, and neither a user namespace (unshare), setpriv nor the user "nobody" can run it. ' +
  'Start Veritrail as an ordinary user, or set DATABASE_URL.'
const readyLine = 'database system is ready to accept connections'
const portTakenLine = 'could not bind'
/** Backends of a postmaster that was killed hold its shared memory for a moment. */
const notYetGoneLine = 'pre-existing shared memory block'

/**
 * Starts the Postgres that came with npm on `folder`, on a free port of 127.0.0.1. When it ends by itself it is started again on
 * the same port; when this process ends it is told to stop.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { folder, password, onNotice = () => undefined } = options
  const installed = await findPostgres()
  const unprivileged = findUnprivileged(installed.postgres, options.asRootBy)
  if (unprivileged === null) throw new Error(noWayForRoot)
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 })
  const binaries = unprivileged.needsOpenPrograms ? await openPrograms(installed, folder) : installed
  if (!existsSync(join(folder, 'PG_VERSION')))
    await initialise(folder, password, binaries.initdb, unprivileged)
  if (unprivileged.owner !== null) await giveTo(unprivileged.owner, folder)

  const launch = async (port: number) => {
    const survivor = await stopSurvivor(folder)
    if (survivor !== null)
      onNotice(`stopped a Postgres that an earlier server left behind (process ${String(survivor)})`)
    const settings = { ...baseSettings, port: String(port), ...options.settings }
    const args = [
      '-D',
      folder,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ]
    return startPostmaster(unprivileged, binaries.postgres, args)
  }

  let { child, port } =
    options.port === undefined
      ? await launchOnFreePort(launch)
      : { child: await launch(options.port), port: options.port }
  let stopping = false
  const stopWithProcess = () => child.kill('SIGINT')
  process.once('exit', stopWithProcess)

  const watch = () => {
    child.once('exit', () => {
      if (!stopping) restarting = restart()
    })
  }
  const restart = async () => {
    for (let pauseMs = 0; !stopping; pauseMs = Math.min(5_000, pauseMs * 2 + 250)) {
      onNotice('Postgres ended by itself; starting it again')
      await pause(pauseMs)
      const next = await launch(port).catch((error: unknown) => {
        onNotice(`Postgres did not start: ${error instanceof Error ? error.message : String(error)}`)
        return null
      })
      if (next === null) continue
      child = next
      watch()
      return
    }
  }
  let restarting: Promise<void> = Promise.resolve()
  watch()

  const url = new URL(
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/veritrail`,
  )
  const stop = async () => {
    stopping = true
    await restarting
    process.removeListener('exit', stopWithProcess)
    await stopPostmaster(child)
    await removeCopy(folder)
  }
  try {
    await makeDatabase(url)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: url.href,
    get pid() {
      return child.pid ?? 0
    },
    stop,
  }
}

const baseSettings = {
  listen_addresses: '127.0.0.1',
  // A socket path may hold 107 bytes at most; a checkout can lie deeper.
  unix_socket_directories: '',
  max_connections: '60',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/** Makes the cluster beside its place and moves it there, so that a start that was cut off leaves no half of one. */
async function initialise(folder: string, password: string, initdb: string, as: Unprivileged): Promise<void> {
  const unfinished = `${folder}.new`
  const passwordFile = `${folder}.password`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  try {
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (as.owner !== null) {
      await giveTo(as.owner, unfinished)
      await giveTo(as.owner, passwordFile)
    }
    const args = ['-D', unfinished, '-U', user, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
    const command = as.command(initdb, [...args, '--locale=C', '--encoding=UTF8', '--no-instructions'])
    const made = spawnSync(command.program, command.args, { ...command.options, cwd: '/', encoding: 'utf8' })
    if (made.status !== 0) throw new Error(`initdb failed in ${dirname(folder)}: ${made.stderr}`)
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(unfinished, folder)
}

async function launchOnFreePort(launch: (port: number) => Promise<ChildProcess>) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      return { child: await launch(port), port }
    } catch (error) {
      // Somebody may take the port between the question and the start; backends of a killed postmaster need a moment.
      const message = (error as Error).message
      if (attempt === 10 || !(message.includes(portTakenLine) || message.includes(notYetGoneLine)))
        throw error
      await pause(100)
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1')
  return address.port
}

/** Resolves when it accepts connections; rejects with its last words when it ends before. */
function startPostmaster(as: Unprivileged, postgres: string, args: string[]): Promise<ChildProcess> {
  const command = as.command(postgres, args)
  const child = spawn(command.program, command.args, {
    ...command.options,
    cwd: '/',
    // A process group of its own: Ctrl-C in the terminal reaches the server alone, which then stops Postgres last.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    const lastLines: string[] = []
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(`Postgres ended with code ${String(code)}: ${lastLines.join(' | ')}`))
    })
    createInterface({ input: child.stderr }).on('line', (line) => {
      lastLines.push(line)
      if (lastLines.length > 8) lastLines.shift()
      if (line.includes(readyLine)) resolve(child)
    })
  })
}

/** Fast shutdown; immediate shutdown when that takes too long (the next start then recovers from the write-ahead log). */
async function stopPostmaster(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  const hurry = setTimeout(() => child.kill('SIGQUIT'), 20_000)
  await ended
  clearTimeout(hurry)
}

async function makeDatabase(url: URL): Promise<void> {
  const admin = new URL(url)
  admin.pathname = '/postgres'
  const client = new pg.Client({ connectionString: admin.href })
  await client.connect()
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [url.pathname.slice(1)])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${url.pathname.slice(1)}`)
  } finally {
    await client.end()
  }
}
