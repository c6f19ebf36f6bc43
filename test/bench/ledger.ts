/**
 * Transactions a second of the embedded ledger against raw grouped LMDB commits of the same puts, in one run.
 * Usage: node --import tsx test/bench/ledger.ts [--json] [--seconds N] [--keys N]
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import fabric from 'fabric-contract-api'
import { v7 } from 'uuid'
import { openEmbeddedLedger } from '../../server/src/ledger/embedded/embeddedLedger.ts'
import { openEnvironment, type Environment } from '../../server/src/ledger/embedded/chain/environment.ts'
import { signNow, verifySignature } from '../../server/src/ledger/embedded/identity/signature.ts'
import type { Receipt, SubmitOptions } from '../../server/src/ledger/port.ts'
import { sha256 } from '../../server/src/platform/hashing.ts'
import { openKeystore } from '../../server/src/platform/keystore.ts'
import { measureBytes } from './ledgerBytes.ts'

const { values: args } = parseArgs({
  options: { json: { type: 'boolean' }, seconds: { type: 'string' }, keys: { type: 'string' } },
})
const seconds = Number(args.seconds ?? 3)
const millionKeys = Number(args.keys ?? 1_000_000)
const inFlight = [1, 16, 64, 256]
const recordBytes = 330

/** A pack's touch without its rules: reads and writes a record under a random key, and its once-only record. */
class TouchContract extends fabric.Contract {
  constructor() {
    super('touch')
  }

  async put(ctx: fabric.Context, requestId: string, input: string): Promise<string> {
    const { key, value } = JSON.parse(input) as { key: string; value: string }
    const requestKey = requestKeyOf(requestId)
    if ((await ctx.stub.getState(requestKey)).length > 0) throw new Error('repeated')
    await ctx.stub.getState(key)
    await ctx.stub.putState(key, Buffer.from(value))
    await ctx.stub.putState(requestKey, Buffer.from(requestRecordOf(key)))
    ctx.stub.setEvent('touched', Buffer.from(eventOf(key)))
    return `{"event":${eventOf(key)},"repeated":false}`
  }

  async look(ctx: fabric.Context, input: string): Promise<string> {
    return this.put(ctx, '01970000-0000-7000-8000-000000000000', input)
  }
}

const requestKeyOf = (requestId: string) => `request/2026-11-23/PharmaciesMSP/${requestId}`
const eventOf = (key: string) => JSON.stringify({ at: 0, key, type: 'pack.touched' })
const requestRecordOf = (key: string) =>
  JSON.stringify({ event: JSON.parse(eventOf(key)) as unknown, fn: 'touch:put', input: 'i'.repeat(43), v: 1 })
const newKey = () => `pack/${randomBytes(32).toString('base64url')}`
const value = 'v'.repeat(recordBytes)

/** Transactions a second, and processor time of all threads in us a transaction: on a busy machine that says more than the clock. */
interface Rate {
  perSecond: number
  microseconds: number
}

/** A ledger and bare LMDB tables, both with as many keys in the state. */
interface Ground {
  submit: Submit
  raw: Environment
  close: () => Promise<void>
}

async function openGround(keysBefore: number): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-bench-'))
  const dir = join(folder, 'ledger')
  const keystore = openKeystore(folder, randomBytes(32))
  const open = () => openEmbeddedLedger({ dir, keystore, contracts: [TouchContract], contract: '0#bench' })
  await (await open()).close()
  await preload(dir, keysBefore)
  await preload(join(folder, 'raw'), keysBefore)
  const ledger = await open()
  const raw = openEnvironment(join(folder, 'raw'))
  const submit = ledger.submit.bind(ledger) as unknown as Submit
  await drive(256, seconds, submit)
  commitRaw(raw, 256, seconds / 2)
  const close = async () => {
    await ledger.close()
    await raw.root.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { submit, raw, close }
}

const turns = 9
type Kind = 'ledger' | 'raw' | 'ledgerLarge' | 'rawLarge'

/** All four in turns, so that a machine that is busy with something else is so for all; the median of each. */
async function inTurns(width: number, small: Ground, large: Ground): Promise<Record<Kind, Rate>> {
  const found: Record<Kind, Rate[]> = { ledger: [], raw: [], ledgerLarge: [], rawLarge: [] }
  const slice = seconds / turns
  for (let turn = 0; turn < turns; turn++) {
    found.ledger.push(await drive(width, slice, small.submit))
    found.raw.push(commitRaw(small.raw, width, slice))
    found.ledgerLarge.push(await drive(width, slice, large.submit))
    found.rawLarge.push(commitRaw(large.raw, width, slice))
  }
  const middle = (kind: Kind) => ({
    perSecond: median(found[kind].map(({ perSecond }) => perSecond)),
    microseconds: median(found[kind].map(({ microseconds }) => microseconds)),
  })
  return {
    ...{ ledger: middle('ledger'), raw: middle('raw') },
    ...{ ledgerLarge: middle('ledgerLarge'), rawLarge: middle('rawLarge') },
  }
}

/** In key order: a load in random order would bloat the free list and slow what comes after. */
async function preload(dir: string, count: number): Promise<void> {
  if (count === 0) return
  const environment = openEnvironment(dir)
  const keys = Array.from({ length: count }, newKey).sort()
  const stored = Buffer.concat([Buffer.alloc(6), Buffer.from(value)])
  for (let from = 0; from < keys.length; from += 10_000) {
    environment.root.transactionSync(() => {
      for (const key of keys.slice(from, from + 10_000))
        environment.tables.state.putSync(Buffer.from(key), stored)
    })
  }
  await environment.root.close()
}

type Submit = (fn: string, input: unknown, options: SubmitOptions) => Promise<Receipt<unknown>>

/** With `width` callers, each of whom waits for its answer. */
async function drive(width: number, forSeconds: number, submit: Submit): Promise<Rate> {
  const rateOf = stopwatch()
  const end = performance.now() + forSeconds * 1000
  let count = 0
  const caller = async () => {
    while (performance.now() < end) {
      await submit('touch:put', { key: newKey(), value }, { requestId: v7(), as: 'PharmaciesMSP' })
      count++
    }
  }
  await Promise.all(Array.from({ length: width }, caller))
  return rateOf(count)
}

/** The puts of as many transactions into the state, one LMDB transaction and one fdatasync for `width`; blocks are not among them. */
function commitRaw({ root, tables }: Environment, width: number, forSeconds: number): Rate {
  const rateOf = stopwatch()
  const end = performance.now() + forSeconds * 1000
  let count = 0
  while (performance.now() < end) {
    root.transactionSync(() => {
      for (let i = 0; i < width; i++) {
        const key = newKey()
        tables.state.putSync(Buffer.from(key), Buffer.from(value))
        tables.state.putSync(Buffer.from(requestKeyOf(v7())), Buffer.from(requestRecordOf(key)))
      }
    })
    count += width
  }
  return rateOf(count)
}

function stopwatch(): (count: number) => Rate {
  const [start, processor] = [performance.now(), process.cpuUsage()]
  return (count) => {
    const { user, system } = process.cpuUsage(processor)
    return {
      perSecond: count / ((performance.now() - start) / 1000),
      microseconds: (user + system) / count,
    }
  }
}

/** Processor time of one call in us, once it is warm: on a busy machine, that says more than the clock. */
async function microseconds(call: () => unknown): Promise<number> {
  for (let i = 0; i < 2000; i++) await call()
  const start = process.cpuUsage()
  for (let i = 0; i < 2000; i++) await call()
  const { user, system } = process.cpuUsage(start)
  return round((user + system) / 2000)
}

/** Where the time goes: each part by itself, one after another; `transaction` is all of it with 256 in flight. */
async function parts() {
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-bench-'))
  try {
    const keystore = openKeystore(folder, randomBytes(32))
    const options = { dir: join(folder, 'ledger'), keystore, contracts: [TouchContract], contract: '0#bench' }
    const ledger = await openEmbeddedLedger(options)
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const signed = randomBytes(1300)
    const signature = signNow(privateKey, signed)
    const submit = ledger.submit.bind(ledger) as unknown as Submit
    let transactions = 0
    const counted: Submit = (...call) => submit(...call).finally(() => transactions++)
    await drive(256, seconds, submit)
    const start = process.cpuUsage()
    await drive(256, seconds, counted)
    const { user, system } = process.cpuUsage(start)
    const simulate = () => ledger.evaluate('touch:look', { key: newKey(), value }, { as: 'PharmaciesMSP' })
    const found = {
      transaction: round((user + system) / transactions),
      simulate: await microseconds(simulate),
      sign: await microseconds(() => signNow(privateKey, signed)),
      verifyWhichCommitLeavesOut: await microseconds(() => verifySignature(publicKey, signed, signature)),
      sha256: await microseconds(() => sha256(signed)),
    }
    await ledger.close()
    return found
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const small = await openGround(0)
const large = await openGround(millionKeys)
const rows = []
for (const width of inFlight) {
  const { ledger, raw, ledgerLarge, rawLarge } = await inTurns(width, small, large)
  rows.push({
    inFlight: width,
    ...{ ledger: Math.round(ledger.perSecond), raw: Math.round(raw.perSecond) },
    ratio: round(ledger.perSecond / raw.perSecond),
    ...{ ledgerLarge: Math.round(ledgerLarge.perSecond), rawLarge: Math.round(rawLarge.perSecond) },
    ratioLarge: round(ledgerLarge.perSecond / rawLarge.perSecond),
    largeToSmall: round(ledgerLarge.perSecond / ledger.perSecond),
    ledgerUs: Math.round(ledger.microseconds),
    rawUs: Math.round(raw.microseconds),
  })
}
await small.close()
await large.close()
const microsecondsOf = await parts()
const bytes = await measureBytes()
if (args.json === true) {
  console.log(JSON.stringify({ transactionsPerSecond: rows, keys: millionKeys, microsecondsOf, bytes }))
} else {
  console.log(
    `transactions a second, on an empty state and on ${millionKeys} keys (aims: ratio 0.5 at 1, 0.3 above; large to small 0.8); Us: processor time of all threads`,
  )
  console.table(rows)
  console.log('where the time goes, us of processor time', microsecondsOf)
  console.log('bytes in blocks (aims: a batch under 4,000, a touched pack under 2,000)', bytes)
}

function round(ratio: number): number {
  return Math.round(ratio * 100) / 100
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
