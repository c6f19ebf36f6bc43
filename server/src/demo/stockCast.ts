/** Products, batches, shipments and packs in every state, made by those whose business it is. */
import { parse } from 'csv-parse/sync'
import { movePaths } from '../batches/packs/movePaths.ts'
import { clientOf, type People } from './admitCast.ts'
import {
  amoxil500,
  batches,
  goodBatch,
  insulin100,
  movedPacks,
  northLab,
  shipments,
  type CastBatch,
} from './cast.ts'
import type { DemoPack } from './demoFile.ts'
import { openPrintingLine } from './openPrintingLine.ts'

const dayMs = 24 * 60 * 60 * 1000

/** @returns a code to scan for each state */
export async function stockCast(people: People, now: number): Promise<DemoPack[]> {
  const maker = clientOf(people, northLab)
  for (const product of [amoxil500, insulin100]) await maker.post('products', product)
  for (const batch of batches) await register(people, batch, now)
  await ship(people)
  const packs = await movePacks(people)
  for (const batch of batches) {
    if (batch.stop === undefined) continue
    const { kind, ...stop } = batch.stop
    const verb = kind === 'recalled' ? 'recall' : 'withdraw'
    await maker.post(`${pathOf(batch)}/${verb}`, stop)
  }
  const sign = await openPrintingLine(maker, now)
  for (const batch of batches.filter((each) => each !== goodBatch)) {
    const [code = ''] = await readCodes(people, batch, 1)
    const printed = batch.isSigned ? { code: sign(code), isSigned: batch.isSigned } : { code }
    packs.push({ state: stateOf(batch), ...printed })
  }
  return packs
}

async function register(people: People, batch: CastBatch, now: number): Promise<void> {
  const { gtin, lot, expiresInDays, storage, count } = batch
  const expiresOn = new Date(now + expiresInDays * dayMs).toISOString().slice(0, 10)
  await clientOf(people, northLab).post('batches', {
    gtin,
    lot,
    expiresOn,
    storage,
    count,
    markets: ['DE', 'FR', 'SE'],
  })
}

async function ship(people: People): Promise<void> {
  for (const { sscc, batch, quantity, from, to, received } of shipments) {
    const { gtin, lot } = batch
    await clientOf(people, from).post('units', { sscc, contents: [{ gtin, lot, quantity }] })
    await clientOf(people, from).post(`units/${sscc}/ship`, { to: to.gln })
    if (received) await clientOf(people, to).post(`units/${sscc}/receive`, {})
  }
}

async function movePacks(people: People): Promise<DemoPack[]> {
  const [untouched = '', ...codes] = await readCodes(people, goodBatch, movedPacks.length + 1)
  const packs: DemoPack[] = [{ state: 'active', code: untouched }]
  for (const [i, { move, by }] of movedPacks.entries()) {
    const code = codes[i] ?? ''
    const { state } = await clientOf(people, by).post<{ state: string }>(`packs/${movePaths[move]}`, { code })
    packs.push({ state, code })
  }
  return packs
}

async function readCodes(people: People, batch: CastBatch, count: number): Promise<string[]> {
  const csv = await clientOf(people, northLab).getText(`${pathOf(batch)}/codes?count=${String(count)}`)
  const rows = parse<{ digital_link: string }>(csv, { columns: true })
  return rows.map((row) => row.digital_link)
}

function pathOf({ gtin, lot }: CastBatch): string {
  return `batches/${gtin}/${lot}`
}

function stateOf(batch: CastBatch): string {
  return batch.stop?.kind ?? (batch.expiresInDays < 0 ? 'expired' : 'active')
}
