/**
 * Ends a network with the process that wanted it, however that ends: a second process waits for its end of a pipe to
 * close, which also happens on SIGKILL. Run as `node --import tsx keeper.ts DIR`.
 */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import type { Writable } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { stopAll } from './stopProcesses.ts'

const own = fileURLToPath(import.meta.url)
/** Not `import.meta.resolve`: a test runner that loads this as CommonJS has none. */
const tsx = pathToFileURL(createRequire(own).resolve('tsx')).href

/** For networks of tests and benches; on ordinary ends they stop it themselves, and the keeper finds nothing. */
export function endWithThisProcess(dir: string): void {
  const child = spawn(process.execPath, ['--import', tsx, own, dir], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Not in the group that a Ctrl-C or a runner's kill reaches.
    detached: true,
  })
  child.unref()
  // A pipe is a socket in Node, and could keep this process alive; its type does not say so.
  ;(child.stdin as Writable & { unref: () => void }).unref()
}

if (process.argv[1] === own) {
  const dir = process.argv[2]
  if (dir === undefined) throw new Error('a folder is needed')
  process.stdin.resume().once('close', () => void stopAll(dir, 'SIGKILL'))
}
