/**
 * Transactions a second of the embedded ledger against raw grouped LMDB commits of the same puts, in one run.
 * Usage: node --import tsx test/bench/ledger.ts [--json] [--seconds N] [--keys N]
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import fabric from 'fabric-contract-api'
import { v7 } from 'uuid'
import { openEmbeddedLedger } from '../../server/src/ledger/embedded/embeddedLedger.ts'
import { openEnvironment } from '../../server/src/ledger/embedded/chain/environment.ts'
import type { Receipt, SubmitOptions } from '../../server/src/ledger/port.ts'
import { openKeystore } from '../../server/src/platform/keystore.ts'

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
}

const requestKeyOf = (requestId: string) => `request/2026-11-23/PharmaciesMSP/${requestId}`
const eventOf = (key: string) => JSON.stringify({ at: 0, key, type: 'pack.touched' })
const requestRecordOf = (key: string) =>
  JSON.stringify({ event: JSON.parse(eventOf(key)) as unknown, fn: 'touch:put', input: 'i'.repeat(43), v: 1 })
const newKey = () => `pack/${randomBytes(32).toString('base64url')}`
const value = 'v'.repeat(recordBytes)

interface Rates {
  ledger: number
  raw: number
}

async function measure(keysBefore: number): Promise<Map<number, Rates>> {
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-bench-'))
  try {
    preload(join(folder, 'raw'), keysBefore)
    const rates = new Map<number, Rates>()
    const ledgerDir = join(folder, 'ledger')
    const keystore = openKeystore(folder, randomBytes(32))
    const open = () =>
      openEmbeddedLedger({
        dir: ledgerDir,
        keystore,
        contracts: [TouchContract],
        contract: '0#bench',
        channel: 'bench',
      })
    await (await open()).close()
    preload(ledgerDir, keysBefore)
    const ledger = await open()
    const submit = ledger.submit.bind(ledger) as unknown as Submit
    await drive(256, 0.5, submit)
    for (const width of inFlight) {
      rates.set(width, { ledger: await drive(width, seconds, submit), raw: 0 })
    }
    await ledger.close()
    const raw = openEnvironment(join(folder, 'raw'))
    commitRaw(raw, 256, 0.5)
    for (const width of inFlight) {
      const rate = rates.get(width)
      if (rate !== undefined) rate.raw = commitRaw(raw, width, seconds)
    }
    await raw.root.close()
    return rates
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In key order: a load in random order would bloat the free list and slow what comes after. */
function preload(dir: string, count: number): void {
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
  void environment.root.close()
}

type Submit = (fn: string, input: unknown, options: SubmitOptions) => Promise<Receipt<unknown>>

/** Transactions a second with `width` callers, each of whom waits for its answer. */
async function drive(width: number, forSeconds: number, submit: Submit): Promise<number> {
  const start = performance.now()
  const end = start + forSeconds * 1000
  let count = 0
  const caller = async () => {
    while (performance.now() < end) {
      await submit('touch:put', { key: newKey(), value }, { requestId: v7(), as: 'PharmaciesMSP' })
      count++
    }
  }
  await Promise.all(Array.from({ length: width }, caller))
  return count / ((performance.now() - start) / 1000)
}

function commitRaw(
  { root, tables }: ReturnType<typeof openEnvironment>,
  width: number,
  forSeconds: number,
): number {
  const start = performance.now()
  const end = start + forSeconds * 1000
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
  return count / ((performance.now() - start) / 1000)
}

const small = await measure(0)
const large = await measure(millionKeys)
const rows = inFlight.map((width) => {
  const [s, l] = [small.get(width) as Rates, large.get(width) as Rates]
  return {
    inFlight: width,
    ledger: Math.round(s.ledger),
    raw: Math.round(s.raw),
    ratio: round(s.ledger / s.raw),
    ledgerLarge: Math.round(l.ledger),
    rawLarge: Math.round(l.raw),
    largeToSmall: round(l.ledger / s.ledger),
  }
})
if (args.json === true) console.log(JSON.stringify({ keys: millionKeys, rows }))
else console.table(rows)

function round(ratio: number): number {
  return Math.round(ratio * 100) / 100
}
