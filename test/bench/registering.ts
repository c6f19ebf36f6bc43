/**
 * Registering packs end to end over HTTP (serials drawn, hashed, built into a tree, kept in Postgres and on the disk,
 * committed by the ledger, shown by the replica) against the bare insert of the same rows into the same Postgres, turn
 * about in one run.
 * Usage: node --import tsx test/bench/registering.ts [--json] [--packs N] [--rounds N]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startServer } from '../../server/src/compose.ts'
import { loadConfig } from '../../server/src/config.ts'
import { openStores } from '../../server/src/openStores.ts'
import type { Database } from '../../server/src/platform/database/openDatabase.ts'
import { createLogger } from '../../server/src/platform/logger.ts'
import { bringIn } from '../server/admission.ts'
import type { Client } from '../server/client.ts'

const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    packs: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
  },
})
const [packs, rounds] = [Number(args.packs), Number(args.rounds)]
const gtin = '09506000134352'
const rowsAtOnce = 20_000
const say = (line: string) => process.stderr.write(`${line}\n`)

/** The same rows, in the same order, under the same keys, in one transaction: what Postgres alone takes. */
async function insertBare({ pool }: Database, serials: readonly string[]): Promise<number> {
  await pool.query('DROP TABLE IF EXISTS bare; CREATE TABLE bare (LIKE pack_serials INCLUDING ALL)')
  const client = await pool.connect()
  const begun = performance.now()
  await client.query('BEGIN')
  for (let start = 0; start < serials.length; start += rowsAtOnce) {
    await client.query(
      `INSERT INTO bare (set_id, position, gtin, serial)
       SELECT 1, $1 + index - 1, $2, serial FROM unnest($3::text[]) WITH ORDINALITY AS rows (serial, index)`,
      [start, gtin, serials.slice(start, start + rowsAtOnce)],
    )
  }
  await client.query('COMMIT')
  const ms = performance.now() - begun
  client.release()
  return ms
}

async function registerOnce(northLab: Client, lot: string): Promise<number> {
  const begun = performance.now()
  await northLab.must('/batches', { gtin, lot, expiresOn: '2030-06-30', markets: ['DE'], count: packs })
  return performance.now() - begun
}

async function serialsOf({ pool }: Database, lot: string): Promise<string[]> {
  const { rows } = await pool.query<{ serial: string }>(
    `SELECT serial FROM pack_serials JOIN serial_sets ON id = set_id WHERE lot = $1 ORDER BY position`,
    [lot],
  )
  return rows.map(({ serial }) => serial)
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

const dataDir = mkdtempSync(join(tmpdir(), 'veritrail-bench-'))
const config = loadConfig({ DATA_DIR: dataDir, PORT: '1', DEMO: 'off' })
const logger = createLogger('silent')
const stores = await openStores(config, logger, () => undefined)
const server = await startServer({ ...stores, logger, version: 'bench', config: { ...config, port: 0 } })
try {
  const link = await server.capabilities.participants.openingLink()
  const admins = await bringIn(server.url, link?.split('#')[1] ?? '', ['northLab'])
  const northLab = admins.get('northLab') as Client
  await northLab.must('/products', {
    gtin,
    name: 'Amoxil',
    form: 'hard capsule',
    strength: '500 mg',
    packSize: 21,
  })
  await registerOnce(northLab, 'WARM')

  const measured: { bareMs: number; registeredMs: number; ratio: number }[] = []
  for (let round = 1; round <= rounds; round++) {
    const lot = `ROUND${round}`
    const registeredMs = await registerOnce(northLab, lot)
    const bareMs = await insertBare(stores.database, await serialsOf(stores.database, lot))
    measured.push({ bareMs, registeredMs, ratio: registeredMs / bareMs })
    say(`round ${round}: registered in ${registeredMs.toFixed(0)} ms, bare insert ${bareMs.toFixed(0)} ms`)
  }
  const result = {
    packs,
    rounds,
    registeredMs: median(measured.map(({ registeredMs }) => registeredMs)),
    bareMs: median(measured.map(({ bareMs }) => bareMs)),
    ratio: median(measured.map(({ ratio }) => ratio)),
    aim: 3,
    measured,
  }
  if (args.json) process.stdout.write(`${JSON.stringify(result)}\n`)
  else {
    const { registeredMs, bareMs, ratio } = result
    process.stdout.write(`registering ${packs.toLocaleString('en')} packs: ${registeredMs.toFixed(0)} ms\n`)
    process.stdout.write(`bare insert of their rows: ${bareMs.toFixed(0)} ms\n`)
    process.stdout.write(`ratio (median of ${rounds} rounds): ${ratio.toFixed(2)}, aim at most 3\n`)
  }
} finally {
  await server.stop()
  await stores.close()
  rmSync(dataDir, { recursive: true, force: true })
}
