import { readScan } from '../../../../chaincode/src/domain/gs1/readScan.ts'
import { hasToBeSeen, type MedicineReading } from '../../../../chaincode/src/domain/gs1/scanReading.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import { Refusal } from '../../platform/http/problem.ts'
import { isPackReading, type PackReading } from './namePack.ts'

export interface PackCode {
  /** As scanned or typed. */
  code: string
  /** The caller has seen what was repaired and says that it is what the pack carries. */
  confirmed: boolean
}

/**
 * What a code means that somebody wants to act on: nothing is guessed. `today` is YYYY-MM-DD.
 * @throws RuleViolation INPUT_INVALID (with advice or both candidates)
 */
export function readPackCode(code: string, today: string): PackReading {
  const reading = readScan(code, { today })
  switch (reading.kind) {
    case 'unreadable':
      throw wrong({ reason: reading.reason, advice: reading.advice })
    case 'other':
      throw wrong({ reason: 'is not the code of a medicine' })
    case 'ambiguous': {
      const candidates = reading.candidates.map(({ elementString }) => elementString)
      throw wrong({ reason: 'can be read in several ways: scan it again', candidates })
    }
    case 'medicine': {
      if (!isPackReading(reading)) throw wrong({ reason: 'has no serial number' })
      return reading
    }
  }
}

function wrong(facts: { reason: string; advice?: string; candidates?: string[] }): RuleViolation {
  return new RuleViolation('INPUT_INVALID', { field: 'code', ...facts })
}

/** @throws Refusal CODE_UNCONFIRMED (with what was repaired) */
export function refuseRepaired({ elementString, repairs }: MedicineReading): void {
  const told = repairs.filter(hasToBeSeen)
  if (told.length > 0) throw new Refusal('CODE_UNCONFIRMED', { elementString, repairs: told })
}
