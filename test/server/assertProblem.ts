import assert from 'node:assert/strict'
import type { Answer } from './client.ts'

/** Asserts a problem of this status and code, in its RFC 9457 shape, and answers its facts. */
export function assertProblem(answer: Answer, status: number, code: string): Record<string, unknown> {
  assert.deepEqual([answer.status, answer.body['code']], [status, code], JSON.stringify(answer.body))
  assert.equal(answer.headers.get('Content-Type'), 'application/problem+json')
  assert.equal(answer.body['type'], `/problems#${code}`)
  return answer.body['facts'] as Record<string, unknown>
}
