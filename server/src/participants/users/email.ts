import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'

/** The lower-case form under which accounts are kept. @throws RuleViolation INPUT_INVALID; only a mail can tell whether it exists. */
export function parseEmail(text: string): string {
  const email = text.trim().normalize('NFKC').toLowerCase()
  if (email.length > 254 || !/^[^\s\p{Cc}@<>"]+@[^\s\p{Cc}@<>"]+\.[^\s\p{Cc}@<>".]+$/u.test(email)) {
    throw new RuleViolation('INPUT_INVALID', { field: 'email', reason: 'is not an e-mail address' })
  }
  return email
}
