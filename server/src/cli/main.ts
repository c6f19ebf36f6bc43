/** `npx veritrail`: one file a noun, one exit code for each way of ending. */
import { Command, CommanderError } from 'commander'
import { BadSettings, loadClientConfig, type ClientConfig } from '../config.ts'
import { batchCommands } from './batchCommands.ts'
import { codesCommand } from './codesCommand.ts'
import { decodeCommand } from './decodeCommand.ts'
import { demoCommands } from './demoCommands.ts'
import { gs1Commands } from './gs1Commands.ts'
import { ledgerCommands } from './ledgerCommands.ts'
import { CommandFailure, exitCodes, type ExitCode, type Terminal } from './outcome.ts'
import { packCommands } from './packCommands.ts'
import { projectionCommands } from './projectionCommands.ts'
import { sessions, type SessionDeps } from './session.ts'
import { unitCommands } from './unitCommands.ts'
import { verifyCommand } from './verifyCommand.ts'

export function createProgram({ terminal, config, end }: SessionDeps): Command {
  const program = new Command('veritrail')
    .description('Is this medicine genuine? Registers, verifies and moves packs, and audits the ledger.')
    .option('--json', 'print one JSON object')
    .option('--as <who>', 'act as this log-in of the demo world, by name or e-mail')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        terminal.out(text.trimEnd())
      },
      writeErr: terminal.err,
    })
    .addHelpText('after', '\nExit codes: 0 done, 1 refused, 2 usage, 3 unavailable.')
  const open = sessions({ terminal, config, end })
  verifyCommand(program, open)
  packCommands(program, open)
  batchCommands(program, open)
  codesCommand(program, open)
  unitCommands(program, open)
  ledgerCommands(program, open)
  projectionCommands(program, open)
  gs1Commands(program, open)
  decodeCommand(program, open)
  demoCommands(program, open)
  return program
}

/** @param argv the words after `veritrail` */
export async function run(
  argv: readonly string[],
  terminal: Terminal,
  config: () => ClientConfig = loadClientConfig,
): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done
  const program = createProgram({
    terminal,
    config,
    end: (code) => {
      exitCode = code
    },
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    // commander has said what it had to say
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    const failure = asFailure(error)
    if (argv.includes('--json')) terminal.out(JSON.stringify({ error: failure.detail }))
    else terminal.err(`veritrail: ${failure.message}\n`)
    return failure.exitCode
  }
}

function asFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error
  if (error instanceof BadSettings)
    return new CommandFailure('usage', error.message, { faults: error.faults })
  throw error
}
