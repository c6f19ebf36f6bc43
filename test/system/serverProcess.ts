/** A server as an operator starts it: `node server/bin/start.js` in a process of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'

export const checkout = join(import.meta.dirname, '..', '..')

export interface ServerProcess {
  readonly child: ChildProcess
  /** What it told people, line by line. */
  readonly said: string[]
  /** Its log: one JSON object a line. */
  readonly logged: string[]
  /** Where it listens; rejects when it ends before. */
  readonly ready: Promise<string>
  /** Exit code, once it has ended. */
  readonly ended: Promise<number | null>
  /** Sends the signal to the whole process group, as a terminal does for Ctrl-C, and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

const running = new Set<ServerProcess>()

/** Every setting that is not in `settings` has its default, whatever the shell's environment says. */
export function startProcess(settings: Record<string, string>, uid?: number): ServerProcess {
  const example = readFileSync(join(checkout, '.env.example'), 'utf8')
  const names = new Set([...example.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name))
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.has(name)))
  const child = spawn(process.execPath, [join(checkout, 'server/bin/start.js')], {
    cwd: '/',
    env: { ...inherited, DEMO: 'off', PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  const said: string[] = []
  const logged: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => logged.push(line))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const ready = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line)
      const [, url] = /^Veritrail is ready at (\S+)$/.exec(line) ?? []
      if (url !== undefined) resolve(url)
    })
    void ended.then((code) => reject(new Error(`ended with code ${String(code)}:\n${said.join('\n')}`)))
  })
  // A test that expects it to fail looks at `ended` only.
  ready.catch(() => undefined)
  const server: ServerProcess = {
    ...{ child, said, logged, ready, ended },
    async stop(signal = 'SIGINT') {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, signal)
      return ended
    },
  }
  running.add(server)
  return server
}

/** For `afterEach`: a test that failed must not leave a server. */
export async function stopAll(): Promise<void> {
  for (const server of running) await server.stop()
  running.clear()
}

/** Command lines of the processes that mention `text`. */
export function processesAbout(text: string): string[] {
  const list = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  return list.filter((line) => line.includes(text))
}

/** Asks until the answer is right; the test's timeout ends it. */
export async function eventually(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await pause(50)
}
