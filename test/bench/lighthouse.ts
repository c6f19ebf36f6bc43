/**
 * Lighthouse on the scan page of the product with its demo world, as the pharmacist sees it: on a phone (Lighthouse's default)
 * and at a desk; medians of five runs each, and what cost points.
 *   npm run lighthouse [-- --json]
 * Lighthouse is no dependency: npm install --no-save lighthouse@12.8.2
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cornerPharmacy } from '../../server/src/demo/cast.ts'
import { readDemoFile } from '../../server/src/demo/demoFile.ts'
import { checkout, startProcess } from '../system/serverProcess.ts'

const runs = 5
/** Lighthouse now and then misses the start of a page (NO_NAVSTART) and says itself: run again. */
const tries = 3
const categories = ['performance', 'accessibility', 'best-practices'] as const
type Category = (typeof categories)[number]

/** The part of Lighthouse's result that is used. Scores are 0 to 1; null: does not apply. */
interface LighthouseResult {
  categories: Record<Category, { score: number | null; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, { title: string; score: number | null; displayValue?: string }>
}

interface Scores extends Record<Category, number> {
  /** Audits of the last run below 0.9. */
  lost: string[]
}

/** Its command line, which starts a fresh browser for each look. */
function findLighthouse(): string {
  const program = join(checkout, 'node_modules/lighthouse/cli/index.js')
  if (existsSync(program)) return program
  throw new Error('Lighthouse is not installed; once: npm install --no-save lighthouse@12.8.2')
}

function findChromium(): string {
  const wanted = process.env.CHROMIUM
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const found = (wanted === undefined ? usual : [wanted]).find((path) => existsSync(path))
  if (found === undefined) throw new Error('there is no Chromium; name one in CHROMIUM')
  return found
}

/** The Cookie header of the demo world's pharmacist. */
async function logIn(url: string, dataDir: string): Promise<string> {
  const login = readDemoFile(dataDir)?.logins.find(({ who }) => who === cornerPharmacy.name)
  if (login === undefined) throw new Error('the demo world has no pharmacist')
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: login.email, password: login.password }),
  })
  const [cookie] = answer.headers.get('set-cookie')?.split(';') ?? []
  if (cookie === undefined) throw new Error(`log-in: ${String(answer.status)} ${await answer.text()}`)
  return cookie
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function lostIn({ categories: all, audits }: LighthouseResult): string[] {
  const refs = categories.flatMap((category) => all[category].auditRefs)
  return refs.flatMap(({ id, weight }) => {
    const { title, score = null, displayValue = '' } = audits[id] ?? { title: id }
    return weight > 0 && score !== null && score < 0.9 ? [`${title} ${displayValue} (${String(score)})`] : []
  })
}

function score(results: readonly LighthouseResult[]): Scores {
  const of = (category: Category) => median(results.map((result) => result.categories[category].score ?? 0))
  return {
    performance: of('performance'),
    accessibility: of('accessibility'),
    'best-practices': of('best-practices'),
    lost: results.slice(-1).flatMap(lostIn),
  }
}

function look(url: string, cookie: string, options: readonly string[]): LighthouseResult {
  for (let left = tries - 1; ; left--) {
    const result = lookOnce(url, cookie, options)
    if (typeof result !== 'string') return result
    if (left === 0) throw new Error(result)
    console.error(`once more: ${result}`)
  }
}

/** @returns what it found, or why it found nothing */
function lookOnce(url: string, cookie: string, options: readonly string[]): LighthouseResult | string {
  const fixed = [
    '--quiet',
    '--output=json',
    '--no-enable-error-reporting',
    '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
    `--only-categories=${categories.join(',')}`,
    `--extra-headers=${JSON.stringify({ Cookie: cookie })}`,
  ]
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [findLighthouse(), `${url}/scan`, ...fixed, ...options],
    {
      encoding: 'utf8',
      env: { ...process.env, CHROME_PATH: findChromium() },
      maxBuffer: 1 << 28,
      timeout: 180_000,
    },
  )
  return status === 0 ? (JSON.parse(stdout) as LighthouseResult) : (error?.message ?? stderr.trim())
}

async function measure(): Promise<Record<'mobile' | 'desktop', Scores>> {
  // Before a server is started for nothing.
  findLighthouse()
  const dataDir = mkdtempSync(join(tmpdir(), 'veritrail-lighthouse-'))
  const server = startProcess({ DATA_DIR: dataDir, DEMO: 'on', LOG_LEVEL: 'silent' })
  try {
    const url = await server.ready
    const cookie = await logIn(url, dataDir)
    const looks = (...options: string[]) => Array.from({ length: runs }, () => look(url, cookie, options))
    return { mobile: score(looks()), desktop: score(looks('--preset=desktop')) }
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const scores = await measure()
if (process.argv.includes('--json')) console.log(JSON.stringify(scores))
else {
  for (const [screen, { lost, ...points }] of Object.entries(scores)) {
    console.log(
      `${screen}: ${Object.entries(points)
        .map(([name, value]) => `${name} ${String(value)}`)
        .join(', ')}`,
    )
    for (const each of lost) console.log(`  ${each}`)
  }
}
