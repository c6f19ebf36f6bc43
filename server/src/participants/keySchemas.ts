/** Schemas of this capability's identifiers at the HTTP door. */
import { z } from 'zod'
import { parseGln } from '../../../chaincode/src/domain/gs1/keys.ts'
import { parsedBy } from '../platform/http/parsedBy.ts'

export const glnField = parsedBy((text) => parseGln(text), '9506000100302')
/** What people write: no control characters, no blanks at the ends. */
export const nameField = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u, 'must not hold control characters')
/** Whether it is an address is for those who make accounts to say. */
export const emailField = z
  .string()
  .max(254)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters')
/** SHA-256, base64url. */
export const hashField = z.string().regex(/^[\w-]{43}$/, 'must be 43 characters of base64url')
