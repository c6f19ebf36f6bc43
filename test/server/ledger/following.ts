/** A server's ledger part in one: ledger, replica, database, follower; opened and closed together. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import pino from 'pino'
import { startFollower, type Follower } from '../../../server/src/ledger/follower.ts'
import { openReplica } from '../../../server/src/ledger/replica/openReplica.ts'
import { projectionDigest } from '../../../server/src/ledger/projections/projectionDigest.ts'
import { rebuildProjections } from '../../../server/src/ledger/projections/rebuildProjections.ts'
import type { Ledger } from '../../../server/src/ledger/port.ts'
import type { WritableReplica } from '../../../server/src/ledger/replica.ts'
import type { Database } from '../../../server/src/platform/database/openDatabase.ts'
import { projections } from '../../../server/src/projections.ts'
import { freshDatabase } from '../database.ts'
import type { LedgerFolder } from '../../ledger/openTestLedger.ts'
import { openNetworkLedger } from './network.ts'

export interface LogLine {
  msg: string
  reason?: string
  level: number
}

export interface Following {
  ledger: Ledger
  replica: WritableReplica
  follower: Follower
  database: Database
  lines: LogLine[]
  /** Resolves once replica and read models have everything the ledger has now. */
  caughtUp(): Promise<void>
  stop(): Promise<void>
}

export const replicaFolderOf = (folder: LedgerFolder) => join(folder.dir, '..', 'replica')

export function logInto(lines: LogLine[]) {
  return pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as LogLine) })
}

/** @throws what `startFollower` throws; nothing is left open then */
export async function startFollowing(
  folder: LedgerFolder,
  database: Database,
  clock: () => number = Date.now,
): Promise<Following> {
  return await followLedger(await openNetworkLedger(folder, clock), replicaFolderOf(folder), database)
}

/** As startFollowing, on a ledger that is open. It is closed with the rest. */
export async function followLedger(
  ledger: Ledger,
  replicaFolder: string,
  database: Database,
): Promise<Following> {
  const lines: LogLine[] = []
  const log = logInto(lines)
  const replica = await openReplica(replicaFolder, log)
  const close = async () => {
    await replica.close()
    await ledger.close()
  }
  const starting = startFollower({ ledger, replica, database, projections, log })
  const follower = await starting.catch(async (error: unknown) => {
    await close()
    throw error
  })
  return {
    ...{ ledger, replica, follower, database, lines },
    async caughtUp() {
      const height = await ledger.height()
      await Promise.all([replica.reached(height), follower.projected(height)])
    },
    async stop() {
      await follower.stop()
      await close()
    },
  }
}

/** Replica and read models hold exactly what blocks from the first on give: nothing missing, nothing twice. */
export async function assertEqualsRebuild({ ledger, replica, database }: Following): Promise<void> {
  const scratch = await freshDatabase()
  const height = await rebuildProjections({ ledger, database: scratch, projections })
  assert.deepEqual(
    await projectionDigest(database, projections),
    await projectionDigest(scratch, projections),
  )
  await scratch.close()

  const state = new Map<string, string | null>()
  const enough = new AbortController()
  for await (const block of ledger.blocks(0, enough.signal)) {
    for (const { writes } of block.transactions) {
      for (const { key, value } of writes)
        state.set(key, value === null ? null : Buffer.from(value).toString())
    }
    if (block.height === height - 1) break
  }
  enough.abort()
  const expected = [...state].filter(([, value]) => value !== null).map(([key, value]) => [key, value])
  const held = [...replica.keys('')].map((key) => [key, JSON.stringify(replica.read(key))])
  assert.deepEqual(
    held,
    expected.sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)),
  )
}
