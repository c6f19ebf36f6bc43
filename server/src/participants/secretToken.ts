/** Bearer secrets: 256 random bits, shown once, kept only as SHA-256 (so many bits need no slow hash). */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Software tokens begin so, which lets secret scanners find one that leaked. */
export const apiTokenPrefix = 'veritrail_'

/** A new secret; store only `tokenHash`. */
export function drawSecret(prefix = ''): { token: string; tokenHash: string } {
  const token = prefix + randomBytes(32).toString('base64url')
  return { token, tokenHash: hashSecret(token) }
}

/** SHA-256, base64url, 43 characters. */
export function hashSecret(token: string): string {
  return hash('sha256', token, 'base64url')
}

/** The CSRF token of a session: whoever knows the cookie can make it, whoever has only the database or the page's address cannot. */
export function csrfTokenOf(sessionToken: string): string {
  return hash('sha256', `csrf ${sessionToken}`, 'base64url')
}

export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'))
}
