import type { Readable } from 'node:stream'
import { Refusal } from '../../platform/http/problem.ts'

/**
 * Hands a request's body to a reader and lets the rest of it run out where the reader refuses: a caller who is still
 * sending would otherwise lose the connection in place of the answer. @throws Refusal BODY_INVALID where it broke off
 */
export async function readBody<Result>(
  body: Readable,
  read: (bytes: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  try {
    return await read(body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>)
  } catch (error) {
    // Node's words for a client that went away in the middle: https://nodejs.org/api/http.html, "aborted"
    if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') {
      throw new Refusal('BODY_INVALID', { reason: 'the body ended too early' })
    }
    throw error
  } finally {
    body.resume()
  }
}
