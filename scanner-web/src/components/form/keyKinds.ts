import { parseGln, parseGtin, parseLot, parseSscc } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'

const parsers = { gln: parseGln, gtin: parseGtin, sscc: parseSscc, lot: parseLot } as const
export type KeyKind = keyof typeof parsers

/** By the same parser as the server's; blanks around it do not count. */
export function isKey(kind: KeyKind, text: string): boolean {
  try {
    parsers[kind](text.trim())
    return true
  } catch (error) {
    if (error instanceof RuleViolation) return false
    throw error
  }
}
