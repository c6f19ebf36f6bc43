/** What a command's action is handed besides its own arguments: the server, and a way to say how it ended. */
import type { Command } from 'commander'
import { roles as allRoles, type Role } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { ClientConfig } from '../config.ts'
import { connect, type Api } from './api.ts'
import { findCredentials } from './credentials.ts'
import type { ExitCode, Terminal } from './outcome.ts'

export interface Session {
  terminal: Terminal
  config: ClientConfig
  json: boolean
  /** The server, as the token in VERITRAIL_TOKEN or, in the demo world, as somebody who holds one of `roles` (none: anybody). */
  api: (...roles: Role[]) => Api
  /** Prints one JSON object with --json, else these lines. */
  report: <Result>(result: Result, describe: (result: Result) => readonly string[]) => void
  /** The exit code of a command that was answered; without a call it is 0. */
  end: (exitCode: ExitCode) => void
}

export type Open = (command: Command) => Session

export interface SessionDeps {
  terminal: Terminal
  config: () => ClientConfig
  /** Told the exit code of a command that was answered, where it is not 0. */
  end: (exitCode: ExitCode) => void
}

export function sessions({ terminal, config, end }: SessionDeps): Open {
  return (command) => {
    const { json = false, as = null } = command.optsWithGlobals<{ json?: boolean; as?: string }>()
    return {
      terminal,
      config: config(),
      json,
      api(...roles) {
        const { url, token } = findCredentials(config(), roles.length === 0 ? allRoles : roles, as)
        return connect(url, token)
      },
      report(result, describe) {
        terminal.out(json ? JSON.stringify(result) : describe(result).join('\n'))
      },
      end,
    }
  }
}

/** Ends a command's help with an example; a test sees to it that each has one. */
export function example(command: Command, line: string): Command {
  return command.addHelpText('after', `\nExample:\n  $ npx veritrail ${line}`)
}
