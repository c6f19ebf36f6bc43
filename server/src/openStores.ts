import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { lockDataFolder } from './platform/dataFolderLock.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './platform/database/embeddedPostgres.ts'
import { applyMigrations } from './platform/database/migrations.ts'
import { newPassword } from './platform/database/newPassword.ts'
import { openDatabase, type Database } from './platform/database/openDatabase.ts'
import { type Keystore, openKeystore } from './platform/keystore.ts'
import type { Logger } from './platform/logger.ts'
import { openMasterKey } from './platform/masterKey.ts'

export interface Stores {
  keystore: Keystore
  database: Database
  /** null when DATABASE_URL names another Postgres. */
  postgres: EmbeddedPostgres | null
  /** Call it after the server that uses them has stopped. */
  close(): Promise<void>
}

/**
 * Opens what a server keeps its things in: the data folder, its keys, Postgres with this version's tables.
 * @param say told what is under way, for people
 * @throws what kept a part from opening; what was opened before it is closed again
 */
export async function openStores(config: Config, log: Logger, say: (line: string) => void): Promise<Stores> {
  const closers: (() => unknown)[] = []
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne()
  }
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
    const lock = lockDataFolder(config.dataDir)
    closers.push(() => {
      lock.release()
    })
    const keystore = openKeystore(config.dataDir, openMasterKey(config.dataDir, config.secretKeyFile))
    say(config.databaseUrl === null ? 'starting Postgres ...' : 'connecting to Postgres ...')
    const postgres = config.databaseUrl === null ? await startOwnPostgres(config, keystore, log) : null
    closers.push(() => postgres?.stop())
    const url = config.databaseUrl ?? postgres?.url ?? ''
    const migrated = await applyMigrations(url)
    if (migrated.length > 0) log.info({ migrated }, 'database.migrated')
    const onConnectionLost = (error: Error) => {
      // The error object carries the whole connection.
      log.warn({ reason: error.message }, 'database.connectionLost')
    }
    const database = openDatabase(url, { onConnectionLost })
    closers.push(() => database.close())
    return { keystore, database, postgres, close }
  } catch (error) {
    await close()
    throw error
  }
}

function startOwnPostgres(config: Config, keystore: Keystore, log: Logger): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    folder: join(config.dataDir, 'postgres'),
    password: Buffer.from(keystore.readOrCreate('postgres', newPassword)).toString('utf8'),
    onNotice: (notice) => {
      log.warn({ notice }, 'postgres.notice')
    },
  })
}
