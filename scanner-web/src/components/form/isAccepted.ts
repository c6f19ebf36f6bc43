import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'

/** Whether a parser of the rules takes `text`: the same one as the server's. */
export function isAccepted(parse: (text: string) => unknown, text: string): boolean {
  try {
    parse(text.trim())
    return true
  } catch (error) {
    if (error instanceof RuleViolation) return false
    throw error
  }
}
