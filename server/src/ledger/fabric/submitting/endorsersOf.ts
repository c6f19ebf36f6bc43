import type { Msp, TransactionName } from '../../../../../chaincode/src/domain/ledgerApi.ts'

/** Members of the collection `packKeys` who may see K. */
const keepersOfPackKeys: readonly Msp[] = ['RegulatorMSP', 'PharmaciesMSP']

const named: Partial<Record<TransactionName, readonly Msp[]>> = {
  // So that K never touches a disk of the maker, who is no member: ledger.md, section 2.
  'packKey:deposit': keepersOfPackKeys,
  'packKey:delete': keepersOfPackKeys,
}

/** Who must endorse a transaction, and nobody else; undefined: whoever the policies ask for. */
export function endorsersOf(fn: string): readonly Msp[] | undefined {
  return named[fn as TransactionName]
}
