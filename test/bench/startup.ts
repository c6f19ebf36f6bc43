/**
 * How long a start takes, in a new data folder and in the same one again, as a multiple of starting Node with the TypeScript
 * loader alone; and what the ready server weighs.
 *   npm run bench -- startup [--json]
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProcess } from '../system/serverProcess.ts'

const rounds = 3

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** ms to start Node with tsx and do nothing. */
function bareStart(): number {
  const from = performance.now()
  spawnSync(process.execPath, ['--import', 'tsx', '--eval', ''], { stdio: 'ignore' })
  return performance.now() - from
}

/** ms until it listens and MiB it then holds, without its Postgres. */
async function start(dataDir: string): Promise<{ ms: number; mebibytes: number }> {
  const from = performance.now()
  const server = startProcess({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  await server.ready
  const ms = performance.now() - from
  const mebibytes = residentMebibytes(server.child.pid ?? 0)
  await server.stop()
  return { ms, mebibytes }
}

function residentMebibytes(pid: number): number {
  const kibibytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return Math.round(Number(kibibytes) / 1024)
}

const bare: number[] = []
const first: number[] = []
const again: number[] = []
let mebibytes = 0
for (let round = 0; round < rounds; round++) {
  const dataDir = mkdtempSync(join(tmpdir(), 'veritrail-startup-'))
  bare.push(bareStart())
  first.push((await start(dataDir)).ms)
  const warm = await start(dataDir)
  again.push(warm.ms)
  mebibytes = Math.max(mebibytes, warm.mebibytes)
  rmSync(dataDir, { recursive: true, force: true })
}

const figures = {
  rounds,
  bareMs: Math.round(median(bare)),
  firstMs: Math.round(median(first)),
  againMs: Math.round(median(again)),
  firstRatio: Number((median(first) / median(bare)).toFixed(1)),
  againRatio: Number((median(again) / median(bare)).toFixed(1)),
  mebibytes,
}
process.stdout.write(
  process.argv.includes('--json')
    ? `${JSON.stringify(figures)}\n`
    : [
        `start in a new folder  ${String(figures.firstMs)} ms, ${String(figures.firstRatio)} times a bare Node with tsx`,
        `start again            ${String(figures.againMs)} ms, ${String(figures.againRatio)} times`,
        `memory when ready      ${String(mebibytes)} MiB`,
        '',
      ].join('\n'),
)
