import { deviceMemory } from '../../deviceMemory.ts'

/** What somebody who may dispense scans for: kept in this browser, since a counter and a goods-in desk differ. */
export type Purpose = 'supply' | 'check'

const key = 'veritrail.purpose'

export function keptPurpose(): Purpose {
  return deviceMemory.get(key) === 'check' ? 'check' : 'supply'
}

export function keepPurpose(purpose: Purpose): void {
  deviceMemory.set(key, purpose)
}
