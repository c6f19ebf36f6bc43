import { readUndone } from '../../../../chaincode/src/domain/gs1/readScan.ts'
import type { MedicineReading } from '../../../../chaincode/src/domain/gs1/scanReading.ts'
import type { Serial } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { findPack, type PackFinding, type PackSources } from './findPack.ts'

/** A medicine's code with a serial number: what can name a pack. */
export type PackReading = MedicineReading & { serial: Serial }

export interface NamedPack {
  reading: PackReading
  finding: PackFinding
}

/**
 * What the records hold of the pack that a code names. `plain`: how `code` reads; `today`: YYYY-MM-DD.
 *
 * Where they hold no such pack, a keyboard may have made another lot or serial of it: if they hold the pack of exactly one
 * reading with its keys undone, that is meant, and its repairs say so. Where something is missing, nobody knows that there is no such pack.
 */
export function namePack(sources: PackSources, code: string, plain: PackReading, today: string): NamedPack {
  const named = find(sources, plain)
  if (isRegistered(named) || named.finding.missing.length > 0) return named
  const undone = readUndone(code, plain, { today })
    .filter(isPackReading)
    .map((reading) => find(sources, reading))
    .filter(isRegistered)
  const [only] = undone
  return only !== undefined && undone.length === 1 ? only : named
}

export function isPackReading(reading: MedicineReading): reading is PackReading {
  return reading.serial !== null
}

function find(sources: PackSources, reading: PackReading): NamedPack {
  return { reading, finding: findPack(sources, reading.gtin, reading.serial, reading.lot) }
}

/** In the batch that the code names, where it names one. */
function isRegistered({ reading: { lot }, finding: { batch } }: NamedPack): boolean {
  return batch !== null && (lot === null || batch.lot === lot)
}
