import { run } from '../../../server/src/cli/main.ts'
import type { ClientConfig } from '../../../server/src/config.ts'

/** Runs one command as a script does, with nobody at a terminal: what it printed, and its exit code. */
export async function runCommand(argv: string[], config: ClientConfig) {
  const printed = { out: '', err: '' }
  const terminal = {
    out: (line: string) => void (printed.out += `${line}\n`),
    err: (text: string) => void (printed.err += text),
    interactive: false,
  }
  const exitCode = await run(argv, terminal, () => config)
  return { ...printed, exitCode }
}
