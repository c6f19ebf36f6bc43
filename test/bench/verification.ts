/**
 * Verification over HTTP against a bare Express and a bare node:http saying hello, in one run, each in a process of its own,
 * the client in another; the packs are registered as a maker registers them, and every scan is on disk before its answer.
 * Usage: node --import tsx test/bench/verification.ts [--json] [--packs N] [--seconds N] [--rounds N] [--connections N]
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { parseArgs } from 'node:util'
import { bringIn } from '../server/admission.ts'
import type { Client } from '../server/client.ts'
import { fixtures } from '../server/fixtures.ts'
import type { Load, Measured } from './verification/load.ts'

const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    packs: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
  },
})
const [packs, seconds, rounds, connections] = [args.packs, args.seconds, args.rounds, args.connections].map(
  Number,
) as [number, number, number, number]
const gtin = '09506000134352'
/** As many as one request may register quickly enough for a maker to wait for it. */
const batchPacks = 100_000
/** Packs that are scanned, spread over all batches. */
const scanned = Math.min(20_000, packs)

const say = (line: string) => process.stderr.write(`${line}\n`)
const start = (script: string, ...more: string[]) =>
  fork(new URL(`verification/${script}`, import.meta.url), more, { execArgv: ['--import', 'tsx'] })
async function told<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T]
  return message
}

/** The way a maker does it: a request a batch; the codes are read back as its labels' printer reads them. */
async function registerPacks(northLab: Client): Promise<{ registeredMs: number; codes: string[] }> {
  const product = { gtin, name: 'Amoxil', form: 'hard capsule', strength: '500 mg', packSize: 21 }
  await northLab.must('/products', product)
  const codes: string[] = []
  let registeredMs = 0
  for (let first = 0; first < packs; first += batchPacks) {
    const lot = `BENCH${String(first / batchPacks)}`
    const count = Math.min(batchPacks, packs - first)
    const begun = performance.now()
    await northLab.must('/batches', { gtin, lot, expiresOn: '2029-06-30', markets: ['DE'], count })
    registeredMs += performance.now() - begun
    for await (const code of codesOf(northLab, lot)) codes.push(code)
    say(`registered ${(first + count).toLocaleString('en')} of ${packs.toLocaleString('en')} packs`)
  }
  return { registeredMs, codes }
}

/** Every so manieth code of the batch. */
async function* codesOf({ url, credentials: { cookie = '' } }: Client, lot: string): AsyncGenerator<string> {
  const answer = await fetch(`${url}/api/v1/batches/${gtin}/${lot}/codes`, { headers: { cookie } })
  let row = -1
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body as ReadableStream) })) {
    if (row++ < 0 || row % Math.floor(packs / scanned) !== 0) continue
    yield `01${gtin}1729063010${lot}\u001d21${line.split(',')[3] ?? ''}`
  }
}

function requestOf(url: string, method: string, headers: Record<string, string>, body: string): string {
  const lines = Object.entries({ Host: new URL(url).host, ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return `${method} ${new URL(url).pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`
}

const product = start('product.ts')
const { url, foundingToken } = await told<{ url: string; foundingToken: string }>(product)
const admins = await bringIn(url, foundingToken, ['northLab', 'cornerPharmacy'])
const [northLab, pharmacy] = [admins.get('northLab'), admins.get('cornerPharmacy')] as [Client, Client]
const { registeredMs, codes } = await registerPacks(northLab)
const { token } = await pharmacy.must<{ token: string }>('/tokens', {
  ...{
    name: 'bench',
    site: fixtures.cornerPharmacy.site,
    scopes: ['verifications:create', 'packs:supply'],
    days: 1,
  },
})
const verifications = codes.map((code) => {
  const body = JSON.stringify({ code })
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Content-Length': String(body.length),
  }
  return requestOf(`${url}/api/v1/verifications`, 'POST', headers, body)
})

const bare = { express: start('hello.ts', 'express'), 'node:http': start('hello.ts', 'node:http') }
const client = start('load.ts')
const targets: Record<'express' | 'node:http' | 'verification', Load> = {
  express: await helloFrom(bare.express),
  'node:http': await helloFrom(bare['node:http']),
  verification: { url, connections, ms: 0, requests: verifications, expected: '"verdict":"genuine"' },
}
async function helloFrom(child: ChildProcess): Promise<Load> {
  const { url: address } = await told<{ url: string }>(child)
  return {
    url: address,
    connections,
    ms: 0,
    requests: [requestOf(`${address}/`, 'GET', {}, '')],
    expected: 'hello',
  }
}

interface Usage {
  memory: NodeJS.MemoryUsage
  cpu: NodeJS.CpuUsage
}
const servers = { ...bare, verification: product }
function usageOf(name: keyof typeof targets): Promise<Usage> {
  servers[name].send('usage')
  return told<Usage>(servers[name])
}

/** `cpuUs`: microseconds of processor time an answer, all threads of the server; hardly depends on who else is busy. */
async function measure(name: keyof typeof targets, ms: number): Promise<Measured & { cpuUs: number }> {
  const { cpu: before } = await usageOf(name)
  client.send({ ...targets[name], ms })
  const measured = await told<Measured>(client)
  if (measured.wrong > 0)
    throw new Error(`${name}: ${String(measured.wrong)} wrong answers: ${String(measured.firstWrong)}`)
  const { cpu } = await usageOf(name)
  const spent = cpu.user + cpu.system - before.user - before.system
  return { ...measured, cpuUs: spent / measured.answers }
}

const names = ['express', 'node:http', 'verification'] as const
/** Until the compiler has settled: fewer answers show what a server costs in its first seconds. */
const warmAnswers = 20_000
for (const name of names) {
  say(`warming up ${name}`)
  for (let answers = 0; answers < warmAnswers;) answers += (await measure(name, 2000)).answers
}
const results: Record<(typeof names)[number], (Measured & { cpuUs: number })[]> = {
  express: [],
  'node:http': [],
  verification: [],
}
for (let round = 0; round < rounds; round++) {
  for (const name of names) {
    const measured = await measure(name, seconds * 1000)
    results[name].push(measured)
    say(
      `${name.padEnd(13)} ${measured.perSecond.toFixed(0)} a second, ${measured.cpuUs.toFixed(0)} us of processor time each, p99 ${measured.p99.toFixed(1)} ms`,
    )
  }
}
const { memory } = await usageOf('verification')
for (const child of [product, bare.express, bare['node:http'], client]) child.send('stop')
client.kill()

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const figures = (name: (typeof names)[number]) => {
  const of = (field: 'perSecond' | 'p50' | 'p95' | 'p99' | 'cpuUs') =>
    median(results[name].map((measured) => measured[field]))
  return {
    perSecond: Math.round(of('perSecond')),
    p50Ms: of('p50'),
    p95Ms: of('p95'),
    p99Ms: of('p99'),
    cpuUs: of('cpuUs'),
  }
}
const [express, nodeHttp, verification] = names.map(figures) as [
  ReturnType<typeof figures>,
  ReturnType<typeof figures>,
  ReturnType<typeof figures>,
]
const report = {
  ...{ packs, connections, rounds, seconds, registeredMs: Math.round(registeredMs) },
  ...{ express, nodeHttp, verification },
  ratioToExpress: verification.perSecond / express.perSecond,
  ratioToNodeHttp: verification.perSecond / nodeHttp.perSecond,
  cpuRatioToExpress: express.cpuUs / verification.cpuUs,
  cpuRatioToNodeHttp: nodeHttp.cpuUs / verification.cpuUs,
  memoryMB: Math.round(memory.rss / 2 ** 20),
  heapMB: Math.round(memory.heapUsed / 2 ** 20),
}
process.stdout.write(args.json ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n`)
