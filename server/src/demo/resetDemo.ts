/** Throws a demo world away, whole or half made; the next start makes a new one. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { folderInUse } from '../platform/dataFolderLock.ts'
import { resetFault } from './demoFault.ts'
import { demoFileOf, isUnfinished, markFinished } from './demoFile.ts'

/** Everything a server keeps in its data folder; the files that say "this is a demo" go last. */
const entries = [
  'postgres',
  'ledger',
  'fabric-log',
  'replica',
  'leaves',
  'journal',
  'documents',
  'keys',
  'secret.key',
  'demo-label.png',
]

export interface DemoPlace {
  dataDir: string
  /** Its tables are dropped too. */
  databaseUrl: string | null
  fabricProfile: string
}

/** @returns why it was not done, or null. Touches nothing but a demo world, and not while a server runs on it. */
export async function resetDemo({ dataDir, databaseUrl, fabricProfile }: DemoPlace): Promise<string | null> {
  if (!existsSync(demoFileOf(dataDir)) && !isUnfinished(dataDir))
    return `there is no demo world in ${dataDir}`
  const fault = folderInUse(dataDir) ?? resetFault({ dataDir, fabricProfile })
  if (fault !== null) return fault
  if (databaseUrl !== null) await dropTables(databaseUrl)
  for (const entry of entries) rmSync(join(dataDir, entry), { recursive: true, force: true })
  rmSync(demoFileOf(dataDir), { force: true })
  markFinished(dataDir)
  return null
}

async function dropTables(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('DROP SCHEMA public CASCADE')
    await client.query('CREATE SCHEMA public')
  } finally {
    await client.end()
  }
}
