import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const script = fileURLToPath(new URL('busyServer.ts', import.meta.url))

/**
 * Runs busyServer.ts with these arguments.
 * @param moment asked for when the `last`th is acknowledged: the server is killed as soon as it resolves; by default at once
 * @returns what it acknowledged
 */
export async function runUntilKilled(
  args: readonly string[],
  last: number,
  moment: (server: ChildProcess) => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const server = spawn(process.execPath, ['--import', loader, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: string[] = []
  const waiting: Promise<void>[] = []
  for await (const line of createInterface(server.stdout)) {
    acknowledged.push(line)
    if (acknowledged.length !== last) continue
    const awaited = moment(server).finally(() => server.kill('SIGKILL'))
    // It is looked at when the last line is read.
    awaited.catch(() => undefined)
    waiting.push(awaited)
  }
  await Promise.all(waiting)
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  assert.equal(server.signalCode, 'SIGKILL')
  return acknowledged
}
