import { createHash } from 'node:crypto'
import { Refusal } from './problem.ts'

/** What makes two requests the same one, for the outbox: same caller and key must mean the same body. */
export interface Idempotency {
  caller: string
  key: string
  /** SHA-256 over method, path and body, base64url. */
  bodyHash: string
}

/**
 * The `Idempotency-Key` request header (draft-ietf-httpapi-idempotency-key-header): a string of 1 to 200 printable
 * ASCII characters, with or without the quotes of a structured field.
 */
export function parseIdempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header
  if (!/^[!#-[\]-~]{1,200}$/.test(key)) {
    throw new Refusal('IDEMPOTENCY_KEY_INVALID', { reason: 'must be 1 to 200 printable ASCII characters' })
  }
  return key
}

export function hashRequest(method: string, path: string, body: Uint8Array): string {
  return createHash('sha256').update(`${method} ${path}\n`).update(body).digest('base64url')
}
