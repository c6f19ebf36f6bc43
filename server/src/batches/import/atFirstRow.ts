import { RuleViolation, type ViolationCode } from '../../../../chaincode/src/domain/violation.ts'
import { fileInvalid, type FileFault } from './fileInvalid.ts'
import type { FileBatch } from './readPackFile.ts'

/** What the records can have against a batch of a file, and the column to look at. */
const faults: Partial<Record<ViolationCode, { fault: FileFault; field: 'gtin' | 'lot'; reason: string }>> = {
  PRODUCT_UNKNOWN: { fault: 'productUnknown', field: 'gtin', reason: 'is the GTIN of no registered product' },
  PRODUCT_OF_OTHER_PARTICIPANT: {
    fault: 'productOfOther',
    field: 'gtin',
    reason: 'is the GTIN of another participant’s product',
  },
  BATCH_EXISTS: { fault: 'batchExists', field: 'lot', reason: 'is registered for this GTIN already' },
}

/**
 * Does what concerns one batch of a file; what the rules have against that batch is a fault of its first row.
 * @throws Refusal FILE_INVALID in place of a RuleViolation of the table, with its facts; everything else as `act` does
 */
export async function atFirstRow<Result>(batch: FileBatch, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    const found = error instanceof RuleViolation ? faults[error.code] : undefined
    if (!(error instanceof RuleViolation) || found === undefined) throw error
    const { gtin, lot, lines } = batch
    throw fileInvalid({ ...error.facts, ...found, line: lines[0] ?? 0, gtin, lot })
  }
}
