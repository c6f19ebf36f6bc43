/** One scan as the audit trail keeps it: who asked, when, what was answered, on which state of the ledger. */
import type { Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash } from '../../../chaincode/src/domain/ledgerApi.ts'

export interface ScanRecord {
  v: 1
  /** Integer ms since 1970. */
  at: number
  channel: 'counter' | 'patient'
  /** null: a patient, of whom nothing is kept. */
  participant: Gln | null
  site: Gln | null
  /** `user/<id>` or `token/<id>` */
  account: string | null
  verdict: string
  alert: string | null
  /** As the code says; null where it could not be read. */
  gtin: string | null
  lot: string | null
  /** Of a registered pack. */
  packId: Hash | null
  /** Of anything else: HMAC of what was scanned under this server's key, so that equal scans are recognised and none is read. */
  scanHash: Hash | null
  /** The move that the caller was about to ask for. */
  intent: string | null
  /** Blocks that the answer rested on. */
  height: number
}

/** The form in the journal; half a kilobyte at most for every scan that `POST verifications` takes. */
export function encodeScanRecord(record: ScanRecord): Uint8Array {
  return Buffer.from(JSON.stringify(record), 'utf8')
}

/** Throws where the payload was not made by `encodeScanRecord`. */
export function decodeScanRecord(payload: Uint8Array): ScanRecord {
  const record = JSON.parse(Buffer.from(payload).toString('utf8')) as ScanRecord
  // the widened type is what a later version of this program may find in an old journal
  if ((record.v as number) !== 1) throw new Error(`audit record of version ${String(record.v)}`)
  return record
}
