import type { Context } from 'mocha'

/** Skips the running test; `npm test` prints the reason at its end and counts it. */
export function skipLoudly(test: Context, reason: string): never {
  if (test.test !== undefined) Object.assign(test.test, { skipReason: reason })
  return test.skip()
}
