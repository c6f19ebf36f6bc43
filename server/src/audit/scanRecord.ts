/** One scan as the audit trail keeps it: who asked, when, what was answered, on which state of the ledger. */
import type { Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash } from '../../../chaincode/src/domain/ledgerApi.ts'

export interface ScanRecord {
  v: 2
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
  /** What was found of the signature (AI 8030) on the code; null: it bears none, or could not be looked up. */
  signature: string | null
}

/** The form in the journal; half a kilobyte at most for every scan that `POST verifications` takes. */
export function encodeScanRecord(record: ScanRecord): Uint8Array {
  return Buffer.from(JSON.stringify(record), 'utf8')
}

/** Every record begins so: `v` is its first field. 1: without `signature`. */
const heads = [Buffer.from('{"v":1,'), Buffer.from('{"v":2,')]
const [open, comma, close] = [Buffer.from('['), Buffer.from(','), Buffer.from(']')]

/**
 * The records as one JSON array, the bytes taken over as they are. Throws where one was not made by `encodeScanRecord`:
 * a later version of this program may find older ones in a journal, or be put back before newer ones.
 */
export function scanRecordArray(payloads: readonly Uint8Array[]): Buffer {
  const pieces: Uint8Array[] = []
  for (const payload of payloads) {
    const known = heads.some((head) => head.every((byte, i) => payload[i] === byte))
    if (!known) throw new Error('audit record of another version')
    pieces.push(pieces.length === 0 ? open : comma, payload)
  }
  return Buffer.concat([...pieces, close])
}
