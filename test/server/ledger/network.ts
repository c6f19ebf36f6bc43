/** A founded network on a real embedded ledger, small enough to be written many times over. */
import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { checkDigit, type Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash, TransactionInput } from '../../../chaincode/src/domain/ledgerApi.ts'
import { openEmbeddedLedger } from '../../../server/src/ledger/embedded/embeddedLedger.ts'
import type { Ledger } from '../../../server/src/ledger/port.ts'
import type { LedgerFolder } from '../../ledger/openTestLedger.ts'

export const nationalRegulator = '9506000100029' as Gln
export function openNetworkLedger(folder: LedgerFolder, clock: () => number = Date.now) {
  return openEmbeddedLedger({ ...folder, clock })
}

export function hashOf(text: string): Hash {
  return createHash('sha256').update(text).digest('base64url')
}

export function siteGln(number: number): Gln {
  const digits = `9507${String(number).padStart(8, '0')}`
  return `${digits}${checkDigit(digits)}` as Gln
}

export function siteInput(number: number): TransactionInput<'site:register'> {
  return { gln: siteGln(number), commitment: hashOf(`site ${String(number)}`) }
}

/** @param now the ledger's, ms; a request id carries its time */
export async function found(ledger: Ledger, now = Date.now()): Promise<void> {
  const organisations: TransactionInput<'organisation:init'>['organisations'] = [
    { msp: 'ManufacturersMSP', roles: ['manufacturer'] },
    { msp: 'PharmaciesMSP', roles: ['pharmacy', 'hospital', 'verifier'] },
    { msp: 'RegulatorMSP', roles: ['regulator', 'verifier', 'detector'] },
    { msp: 'WholesalersMSP', roles: ['wholesaler', 'carrier'] },
  ]
  const founder = { gln: nationalRegulator, msp: 'RegulatorMSP', proof: hashOf('licence') }
  const input = { organisations, founder: { ...founder, roles: ['regulator' as const] } }
  await ledger.submit('organisation:init', input, { requestId: uuidv7({ msecs: now }), as: 'RegulatorMSP' })
}

/** Registers sites `from` to `to`, both included, all in flight at once. */
export async function registerSites(ledger: Ledger, from: number, to: number): Promise<void> {
  const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  await Promise.all(
    numbers.map((number) =>
      ledger.submit('site:register', siteInput(number), { requestId: uuidv7(), as: 'PharmaciesMSP' }),
    ),
  )
}
