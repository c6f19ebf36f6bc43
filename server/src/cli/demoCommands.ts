import type { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { resetDemo } from '../demo/resetDemo.ts'
import { CommandFailure } from './outcome.ts'
import { example, type Open } from './session.ts'

export function demoCommands(program: Command, open: Open): void {
  const demo = program.command('demo').description('the demo world of this data folder')
  const reset = demo
    .command('reset')
    .description('throw the demo world away; the next npm start makes a new one')
    .action(async (_options, self: Command) => {
      const session = open(self)
      const { dataDir, databaseUrl, fabricProfile } = loadConfig()
      const refusal = await resetDemo({ dataDir, databaseUrl, fabricProfile })
      if (refusal !== null) throw new CommandFailure('refused', refusal)
      session.report({ reset: dataDir }, () => [
        `The demo world in ${dataDir} is gone; npm start makes a new one.`,
      ])
    })
  example(reset, 'demo reset')
}
