/** What the tests of this folder need from a maker: a product, batches of it, and their codes. */
import { readdirSync } from 'node:fs'
import type { World } from '../world.ts'

export const amoxil500 = {
  gtin: '09506000134352',
  name: 'Amoxil 500 mg',
  form: 'hard capsule',
  strength: '500 mg',
  packSize: 21,
}
export const ibuflam400 = {
  gtin: '09506000134376',
  name: 'Ibuflam 400 mg',
  form: 'film-coated tablet',
  strength: '400 mg',
  packSize: 50,
}

export interface Stock {
  gtin: string
  lot: string
  /** Digital Links, as printed. */
  codes: string[]
  serials: string[]
}

/** Registers both products for northLab. */
export async function registerProducts(world: World): Promise<void> {
  for (const product of [amoxil500, ibuflam400]) await world.as('northLab').must('/products', product)
}

/** Registers a batch of amoxil500 with `count` drawn packs. */
export async function registerStock(
  world: World,
  lot: string,
  { count = 3, expiresOn = '2049-12-31' } = {},
): Promise<Stock> {
  const { gtin } = amoxil500
  await world.as('northLab').must('/batches', { gtin, lot, expiresOn, markets: ['DE'], count })
  return readStock(world, lot)
}

export async function readStock(world: World, lot: string): Promise<Stock> {
  const { gtin } = amoxil500
  const { body } = await world.as('northLab').get<{ text: string }>(`/batches/${gtin}/${lot}/codes`)
  const rows = body.text
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','))
  return { gtin, lot, serials: rows.map((row) => row[3] ?? ''), codes: rows.map((row) => row[4] ?? '') }
}

/** Everything a registration could leave behind: rows, leaf files, and records of the ledger's replica. */
export async function tracesOf(world: World) {
  const { database, server, dataDir } = world
  const files = readdirSync(`${dataDir}/leaves`).filter((name) => name.endsWith('.bin'))
  return {
    batches: [...server.ground.replica.keys('batch/')],
    products: [...server.ground.replica.keys('product/')],
    files: files.sort(),
    sets: await database.prisma.serialSet.count(),
    serials: await database.prisma.packSerial.count(),
  }
}
