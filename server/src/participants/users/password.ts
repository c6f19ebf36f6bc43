/** Passwords: argon2id with the parameters of the OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane). */
import { hash, verify } from '@node-rs/argon2'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'

const parameters = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } // algorithm: the library's default is argon2id
export const passwordLength = { min: 12, max: 200 } as const

/** @throws RuleViolation INPUT_INVALID; length counts, composition rules do not (NIST SP 800-63B section 3.1.1.2). */
export function checkPassword(password: string, email: string, field = 'password'): void {
  const length = Array.from(password).length
  if (length < passwordLength.min || length > passwordLength.max) {
    const reason = `must have ${String(passwordLength.min)} to ${String(passwordLength.max)} characters`
    throw new RuleViolation('INPUT_INVALID', { field, reason })
  }
  if (password.toLowerCase() === email) {
    throw new RuleViolation('INPUT_INVALID', { field, reason: 'must not be the e-mail address' })
  }
}

/** PHC string with a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), parameters)
}

/** Takes the same time whether the account exists (`passwordHash` null: it does not) or not. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? (await hashOfNobody), password.normalize('NFKC'))
  return passwordHash !== null && fits
}

const hashOfNobody = hashPassword(crypto.randomUUID())
