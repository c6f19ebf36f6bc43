/** A maker and a pharmacy with tokens, one product and one batch: what faults of a whole server are tried on. */
import assert from 'node:assert/strict'
import { scopesOpenTo } from '../../server/src/participants/access.ts'
import { bringIn } from '../server/admission.ts'
import { Client } from '../server/client.ts'
import { fixtures } from '../server/fixtures.ts'
import type { ServerProcess } from './serverProcess.ts'

export const gtin = '09506000134352'
export const expiresOn = '2049-12-31'

export interface WorkingNetwork {
  tokens: { northLab: string; cornerPharmacy: string }
  /** Element strings of the batch's packs, none touched. */
  codes: string[]
}

/** Founds the network of a server that nobody has founded yet; `packs`: size of the batch `LOAD`. */
export async function foundWorkingNetwork(server: ServerProcess, packs: number): Promise<WorkingNetwork> {
  const url = await server.ready
  const link = server.said.find((line) => line.includes('/founding#')) ?? ''
  const admins = await bringIn(url, link.split('#')[1] ?? '', ['northLab', 'cornerPharmacy'])
  const tokens = { northLab: '', cornerPharmacy: '' }
  for (const name of ['northLab', 'cornerPharmacy'] as const) {
    const { site, roles } = fixtures[name]
    const wanted = { name: 'load', site, scopes: scopesOpenTo(roles), days: 1 }
    tokens[name] = (await admins.get(name)?.must<{ token: string }>('/tokens', wanted))?.token ?? ''
  }
  const maker = new Client(url, { token: tokens.northLab })
  const product = { gtin, name: 'Amoxil North', form: 'capsule, hard', strength: '500 mg', packSize: 20 }
  await maker.must('/products', product)
  await maker.must('/batches', { gtin, lot: 'LOAD', expiresOn, count: packs })
  const { body } = await maker.get<{ text: string }>(`/batches/${gtin}/LOAD/codes`)
  const [, ...lines] = body.text.trim().split('\n')
  const codes = lines.map((line) => line.split(',')[4] ?? assert.fail(line))
  return { tokens, codes }
}
