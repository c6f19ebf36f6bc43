/** What would keep a server from starting on this machine, found out before anything is written. */
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { dirname } from 'node:path'
import pg from 'pg'
import { folderInUse } from './dataFolderLock.ts'

/** null when `port` is free on `host`; port 0 is. */
export async function portFault(host: string, port: number): Promise<string | null> {
  const probe = createServer()
  try {
    await listen(probe, host, port)
    return null
  } catch (error) {
    return sayWhy(error as NodeJS.ErrnoException, host, port)
  } finally {
    probe.close()
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
}

function sayWhy(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `PORT ${String(port)} on ${host} is in use by another program`
    case 'EACCES':
      return `PORT ${String(port)} may not be opened by this user`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST ${host} is not an address of this machine`
    default:
      return `PORT ${String(port)} on ${host} cannot be opened: ${error.message}`
  }
}

/** null when a server may use `dataDir`, which need not exist yet. */
export function folderFault(dataDir: string): string | null {
  const existing = nearestExisting(dataDir)
  if (!isWritableFolder(existing))
    return existing === dataDir
      ? `DATA_DIR ${dataDir} is not a folder that this user may write`
      : `DATA_DIR ${dataDir} cannot be made: ${existing} is not writable`
  return folderInUse(dataDir) ?? roomFault(dataDir)
}

const mebibyte = 1024 * 1024
/** A new data folder takes about 100 MiB; in an old one Postgres and the journal begin new files of 16 MiB. */
const neededMebibytes = 128

/** null when the disk of `dataDir` has room to start on: a start that ran out of it half-way would leave half. */
function roomFault(dataDir: string): string | null {
  const { bavail, bsize } = statfsSync(nearestExisting(dataDir))
  const left = Math.floor((bavail * bsize) / mebibyte)
  return left >= neededMebibytes
    ? null
    : `the disk of DATA_DIR ${dataDir} has ${String(left)} MiB left, and a start needs ${String(neededMebibytes)}: make room`
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}

function isWritableFolder(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK)
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** null when the Postgres of DATABASE_URL answers and is new enough. */
export async function databaseFault(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num')
    const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000)
    return version >= 15 ? null : `DATABASE_URL is a Postgres ${String(version)}; it must be 15 or later`
  } catch (error) {
    return `DATABASE_URL cannot be reached: ${(error as Error).message}`
  } finally {
    await client.end().catch(() => undefined)
  }
}
