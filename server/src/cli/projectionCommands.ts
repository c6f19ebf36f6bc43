import type { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { folderInUse } from '../platform/dataFolderLock.ts'
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
      const { rebuildReadModels } = await import('./rebuildReadModels.ts')
      const say = (line: string) => {
        session.terminal.err(`${line}\n`)
      }
      const height = await rebuildReadModels(config, say, progressBar(session.terminal, 'blocks'))
      session.report({ height }, () => [`rebuilt up to ledger height ${String(height)}`])
    })
  example(rebuild, 'projections rebuild')
}
