import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const script = fileURLToPath(new URL('busyServer.ts', import.meta.url))

/**
 * Runs busyServer.ts with these arguments.
 * @returns what it acknowledged; it is killed in the moment that it acknowledges the `last`th, or so many ms later
 */
export async function runUntilKilled(args: readonly string[], last: number, later = 0): Promise<string[]> {
  const server = spawn(process.execPath, ['--import', loader, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: string[] = []
  for await (const line of createInterface(server.stdout)) {
    acknowledged.push(line)
    if (acknowledged.length !== last) continue
    if (later === 0) server.kill('SIGKILL')
    else setTimeout(() => server.kill('SIGKILL'), later)
  }
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  assert.equal(server.signalCode, 'SIGKILL')
  return acknowledged
}
