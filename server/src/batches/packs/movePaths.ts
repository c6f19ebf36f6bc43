import type { PackMove } from '../../../../chaincode/src/domain/ledgerApi.ts'

/** A move's name in addresses and on the command line. */
export const movePaths = {
  supply: 'supply',
  export: 'export',
  sample: 'sample',
  giveFreeSample: 'give-free-sample',
  checkOut: 'check-out',
  lock: 'lock',
  destroy: 'destroy',
  reportStolen: 'report-stolen',
} as const satisfies Record<PackMove, string>
