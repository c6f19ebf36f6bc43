import { createHash } from 'node:crypto'
import { isPrintable, unprintable } from '../../../../chaincode/src/domain/batch.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import type { StorageRule } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { Caller } from '../../platform/http/access.ts'
import type { Idempotency } from '../../platform/http/idempotency.ts'
import type { BatchDeps } from '../deps.ts'
import { nameOf } from '../registration/preparePacks.ts'
import { registerBatch, requireOwnProduct, type RegisteredPacks } from '../registration/registerBatch.ts'
import { findTaken } from '../registration/requireFreeSerials.ts'
import { atFirstRow } from './atFirstRow.ts'
import { fileInvalid } from './fileInvalid.ts'
import { readPackFile, type FileBatch, type PackFile } from './readPackFile.ts'

/** What the file does not say, the same for all its batches. */
export interface ImportTerms {
  markets: string[]
  storage: StorageRule | null
}

/**
 * Registers every batch of a file, each in one transaction, in the file's order. The whole file is checked first, against
 * itself, the products and the serials registered so far, so that a refusal leaves nothing behind. Should the server stop
 * between two batches, the same file under the same Idempotency-Key completes the rest and registers none twice.
 * @throws Refusal FILE_INVALID naming line and field; what else registerBatch throws
 */
export async function importBatches(
  deps: BatchDeps,
  caller: Caller,
  file: AsyncIterable<Uint8Array>,
  terms: ImportTerms,
  idempotency: Idempotency | null,
): Promise<{ rows: number; batches: RegisteredPacks[] }> {
  const read = await readPackFile(file)
  for (const batch of read.batches) await atFirstRow(batch, () => checkBatch(deps, caller, batch))
  const registered = new Map<FileBatch, RegisteredPacks>()
  for (const batch of repeatedFirst(deps, read.batches)) {
    const { gtin, lot, expiresOn, serials } = batch
    const request = { gtin, lot, expiresOn, packs: { serials }, ...terms }
    const key = keyOf(idempotency, read, terms, `${gtin}/${lot}`)
    const register = () => registerBatch(deps, caller, request, key)
    registered.set(batch, await atFirstRow(batch, register))
  }
  return { rows: read.rows, batches: read.batches.flatMap((batch) => registered.get(batch) ?? []) }
}

/** Only the submitter knows whether a batch that is there is this very file's: it is asked before anything new is registered. */
function repeatedFirst({ replica }: Pick<BatchDeps, 'replica'>, batches: readonly FileBatch[]): FileBatch[] {
  const isThere = ({ gtin, lot }: FileBatch) => replica.read(stateKey.batch(gtin, lot)) !== null
  return [...batches.filter(isThere), ...batches.filter((batch) => !isThere(batch))]
}

async function checkBatch(deps: BatchDeps, caller: Caller, batch: FileBatch): Promise<void> {
  const { gtin, lot, expiresOn, serials, lines } = batch
  requireOwnProduct(deps, caller, gtin)
  if (!isPrintable(expiresOn, deps.clock())) {
    const where = { line: lines[0] ?? 0, field: 'expiry' }
    throw fileInvalid({ fault: 'expiryTooFar', ...where, reason: unprintable })
  }
  // A batch of exactly these packs may be this very file's, sent again: the submitter tells.
  const own = await deps.registrations.broughtSet(gtin, lot, nameOf(serials))
  if (own === null && deps.replica.read(stateKey.batch(gtin, lot)) !== null) {
    throw new RuleViolation('BATCH_EXISTS', { gtin, lot })
  }
  const taken = await findTaken(deps, { gtin, lot, packs: { serials } })
  if (taken === null) return
  const reason = `is registered, or being registered, for this GTIN already, in lot ${taken.lot}`
  const where = { line: lines[taken.index] ?? 0, field: 'serial', lot: taken.lot }
  throw fileInvalid({ fault: 'serialTaken', ...where, reason })
}

/** One request makes several transactions, so each batch gets a key of its own under the caller's. */
function keyOf(
  idempotency: Idempotency | null,
  { hash }: PackFile,
  terms: ImportTerms,
  batch: string,
): Idempotency | null {
  if (idempotency === null) return null
  const bodyHash = createHash('sha256').update(hash).update(JSON.stringify(terms)).digest('base64url')
  return { ...idempotency, key: `${idempotency.key} ${batch}`, bodyHash }
}
