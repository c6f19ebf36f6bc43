import { join } from 'node:path'
import type { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { openEmbeddedLedger } from '../ledger/embedded/embeddedLedger.ts'
import { rebuildProjections } from '../ledger/projections/rebuildProjections.ts'
import { openStores } from '../openStores.ts'
import { folderInUse } from '../platform/dataFolderLock.ts'
import { createLogger } from '../platform/logger.ts'
import { projections } from '../projections.ts'
import { CommandFailure } from './outcome.ts'
import { progressBar } from './progressBar.ts'
import { example, type Open } from './session.ts'

export function projectionCommands(program: Command, open: Open): void {
  const group = program.command('projections').description('the read models in Postgres')
  const rebuild = group
    .command('rebuild')
    .description('make every row anew from the ledger; stop the server first')
    .action(async (_options, self: Command) => {
      const session = open(self)
      const config = loadConfig()
      const inUse = folderInUse(config.dataDir)
      if (inUse !== null) throw new CommandFailure('unavailable', inUse)
      const stores = await openStores(config, createLogger('silent'), (line) => {
        session.terminal.err(`${line}\n`)
      })
      try {
        const ledger = await openEmbeddedLedger({
          dir: join(config.dataDir, 'ledger'),
          keystore: stores.keystore,
        })
        const bar = progressBar(session.terminal, 'blocks')
        const height = await rebuildProjections({ ledger, database: stores.database, projections }, bar)
        await ledger.close()
        session.report({ height }, () => [`rebuilt up to ledger height ${String(height)}`])
      } finally {
        await stores.close()
      }
    })
  example(rebuild, 'projections rebuild')
}
