/**
 * Opens the replica's folder, or an empty one where what lies there cannot be trusted. Everything in it comes from the
 * ledger's blocks, so throwing it away costs time and nothing else.
 *
 * Blocks are committed without flushing. That survives the end of the process (the pages are the system's by then) but not
 * the end of the machine: `state.json` names the boot that wrote last, and pages of an earlier boot are not trusted.
 */
import { execFile } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Logger } from 'pino'
import { WritableReplica } from '../replica.ts'
import { openReplicaStore, type ReplicaStore } from './replicaStore.ts'

/** Raise when the layout of the replica changes: one of another format is rebuilt. */
const format = 2

/** `boot`: null after an orderly close, with all pages on disk. */
interface Marker {
  format: number
  boot: string | null
}

/** @param folder of this replica alone; the data folder's lock keeps other servers away. */
export async function openReplica(folder: string, log: Logger): Promise<WritableReplica> {
  const distrust = existsSync(join(folder, 'data.mdb')) ? await reasonToDistrust(folder) : null
  if (distrust !== null) {
    log.warn({ folder, reason: distrust }, 'replica.thrownAway')
    rmSync(folder, { recursive: true, force: true })
  }
  return new WritableReplica(openMarked(folder), {
    async renew(spoilt: ReplicaStore) {
      await spoilt.close()
      rmSync(folder, { recursive: true, force: true })
      return openMarked(folder)
    },
    async close(store: ReplicaStore) {
      await store.close()
      flush(join(folder, 'data.mdb'))
      writeMarker(folder, { format, boot: null })
    },
  })
}

function openMarked(folder: string): ReplicaStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeMarker(folder, { format, boot: bootId() })
  return openReplicaStore(folder)
}

async function reasonToDistrust(folder: string): Promise<string | null> {
  const marker = readMarker(folder)
  if (marker === null) return 'it does not say who wrote it'
  if (marker.format !== format) return 'another version wrote it'
  if (marker.boot !== null && marker.boot !== bootId())
    return 'the machine stopped before all of it was on disk'
  return faultFound(folder)
}

/** A process of its own reads all of it (see checkReplica.ts): about 0.3 s, and 2 s for a million records. */
function faultFound(folder: string): Promise<string | null> {
  const script = fileURLToPath(new URL('checkReplica.ts', import.meta.url))
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const args = ['--import', loader, script, folder]
  return new Promise((resolve) => {
    execFile(process.execPath, args, (error, stdout) => {
      if (error === null) resolve(null)
      else resolve(stdout === '' ? 'it is damaged: it cannot be read' : `it is damaged: ${stdout}`)
    })
  })
}

function readMarker(folder: string): Marker | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as Marker
  } catch {
    return null
  }
}

function writeMarker(folder: string, marker: Marker): void {
  const file = openSync(join(folder, 'state.json'), 'w', 0o600)
  try {
    writeSync(file, JSON.stringify(marker))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** What changes when the machine starts anew. Elsewhere than on Linux the minute it started: at worst a needless rebuild. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return `minute ${String(Math.round((Date.now() / 1000 - os.uptime()) / 60))}`
  }
}
