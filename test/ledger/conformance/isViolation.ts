import assert from 'node:assert/strict'
import { RuleViolation, type Facts, type ViolationCode } from '../../../chaincode/src/domain/violation.ts'

/** For assert.rejects: a RuleViolation with this code, and with these facts where they are given. */
export function isViolation(code: ViolationCode, facts?: Facts) {
  return (error: unknown): true => {
    assert.ok(error instanceof RuleViolation, `expected ${code}, got ${String(error)}`)
    assert.equal(error.code, code)
    if (facts !== undefined) assert.deepEqual(error.facts, facts)
    return true
  }
}
