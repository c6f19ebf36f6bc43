#!/usr/bin/env node
// `npm test`: makes the Prisma client and the web app when they are stale, finds Chromium, runs the tests under mocha, ends with one line of totals.
//   npm test -- PATH...    only these files or folders
// Files below test/system/long and test/fabric run only when they are named: they take minutes, the latter also Fabric's programs.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { buildWeb } from '../server/bin/buildWeb.js'
import { generateClient } from '../server/bin/generate.js'

const root = join(import.meta.dirname, '..')
const onlyWhenNamed = [join('test', 'system', 'long'), join('test', 'fabric')]
/** What is left open after the last test would keep mocha waiting for ever. */
const closingMs = 30_000

const say = (line) => process.stdout.write(`${line}\n`)
process.chdir(root)

generateClient(say)
await buildWeb(say)
const files = testFiles(process.argv.slice(2))
if (files.length === 0) {
  say('no test files there')
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'veritrail-run-'))
const env = environment()
// Two at a time: browsers wait much, so both take little longer than the longer one.
const isBrowsers = (file) => file.startsWith(join('test', 'browser'))
const runs = await Promise.all([
  runMocha(
    'main',
    files.filter((file) => !isBrowsers(file)),
    'inherit',
  ),
  runMocha('browser', files.filter(isBrowsers), join(folder, 'browser.log')),
])
rmSync(folder, { recursive: true, force: true })
finish(runs.filter((run) => run !== null))

function testFiles(wanted) {
  const named = wanted.length > 0
  return (named ? wanted : ['test']).flatMap((path) => {
    if (statSync(path).isFile()) return [path]
    const found = readdirSync(path, { recursive: true }).map((name) => join(path, name))
    const isMeant = (name) => named || !onlyWhenNamed.some((folder) => name.startsWith(folder + sep))
    return found.filter((name) => name.endsWith('.test.ts') && isMeant(name)).sort()
  })
}

/** Settings of a developer's own server must not reach the tests. */
function environment() {
  const env = { ...process.env, CORE_CHAINCODE_LOGGING_LEVEL: 'CRITICAL' }
  const example = readFileSync('.env.example', 'utf8')
  for (const [, name] of example.matchAll(/^(?:# )?([A-Z_]+)=/gm)) delete env[name]
  // Where programs lie is a matter of the machine.
  if (process.env.FABRIC_BIN) env.FABRIC_BIN = process.env.FABRIC_BIN
  const chromium = findChromium()
  if (chromium === null) {
    say(
      '!!! Chromium was not found (set CHROMIUM, or install the package "chromium"): tests that need it are SKIPPED.',
    )
  } else {
    env.CHROMIUM = chromium
  }
  return env
}

function findChromium() {
  const usual = [
    ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  const wanted = process.env.CHROMIUM
  return (wanted ? [wanted] : usual).find((path) => existsSync(path)) ?? null
}

/** @param output `inherit`, or a file whose content is printed once the run has ended */
async function runMocha(name, files, output) {
  if (files.length === 0) return null
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js')
  const args = [mocha, '--reporter', join(root, 'test', 'reporter.cjs'), ...files]
  const totalsFile = join(folder, `${name}.json`)
  const log = output === 'inherit' ? 'inherit' : openSync(output, 'w')
  const child = spawn(process.execPath, args, {
    env: { ...env, VERITRAIL_TOTALS_FILE: totalsFile },
    stdio: ['ignore', log, log],
    detached: true,
  })
  const stopAll = (signal) => process.kill(-child.pid, signal)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopAll(signal))
  const ended = await new Promise((resolve) => {
    let open = false
    const watch = setInterval(() => {
      if (!existsSync(totalsFile) || Date.now() - statSync(totalsFile).mtimeMs < closingMs) return
      clearInterval(watch)
      open = true
      stopAll('SIGKILL')
    }, 1_000)
    child.once('exit', (code) => {
      clearInterval(watch)
      // Ended by a signal: mocha's own child still writes what it knows.
      setTimeout(resolve, code === null && !open ? 2_000 : 0, { code, open })
    })
  })
  if (output !== 'inherit') say(readFileSync(output, 'utf8'))
  const totals = existsSync(totalsFile) ? JSON.parse(readFileSync(totalsFile, 'utf8')) : null
  return { ...ended, totals }
}

function finish(runs) {
  const sum = { passed: 0, failed: 0, skipped: [] }
  for (const { totals, code, open } of runs) {
    const { passed = 0, failed = 1, skipped = [] } = totals ?? {}
    if (totals === null) say(`mocha ended with code ${code} before its last test`)
    if (open) say('the tests left something open that kept the process alive; it was killed')
    const endedEarly = totals !== null && failed === 0 && code !== 0
    if (endedEarly && !open) say('the run was ended before its last test')
    sum.passed += passed
    sum.failed += failed + (open || endedEarly ? 1 : 0)
    sum.skipped.push(...skipped)
  }
  for (const { title, reason } of sum.skipped) say(`!!! SKIPPED: ${title} (${reason})`)
  say(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped.length} skipped`)
  process.exitCode = sum.failed === 0 ? 0 : 1
}
