/** Runs one of Fabric's command-line programs to its end. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { Binaries, Program } from '../binaries.ts'
import type { CliResult } from '../network.ts'
import { searchPath } from '../settings.ts'

const timeoutMs = 60_000

export function runProgram(
  binaries: Binaries,
  program: Program,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  const path = join(binaries.dir, program)
  return new Promise((resolve) => {
    const options = { env: { ...searchPath(), ...env }, timeout: timeoutMs, maxBuffer: 64 << 20 }
    execFile(path, args, options, (error, stdout, stderr) => {
      const failed = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      const cause = error?.killed === true ? `\n${program} was ended after ${timeoutMs / 1000} s` : ''
      resolve({ code: failed, stdout, stderr: stderr + cause })
    })
  })
}

/** @throws Error with what the program said */
export async function mustRun(
  ...[binaries, program, args, env]: Parameters<typeof runProgram>
): Promise<string> {
  const { code, stdout, stderr } = await runProgram(binaries, program, args, env)
  if (code !== 0) throw new Error(`${program} ${args.slice(0, 4).join(' ')} failed:\n${stderr || stdout}`)
  return stdout
}
