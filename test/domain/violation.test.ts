import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { parseViolation, RuleViolation, violationCodes } from '../../chaincode/src/domain/violation.ts'

describe('violation', () => {
  it('travels in its message', () => {
    const violation = new RuleViolation('MOVE_NOT_ALLOWED', {
      move: 'supply',
      state: 'supplied',
      stops: ['expired'],
    })
    const { code, facts } = parseViolation(violation.message) ?? assert.fail('not recognised')
    assert.deepEqual({ code, facts }, { code: violation.code, facts: violation.facts })
  })
  for (const message of ['', 'MOVE_NOT_ALLOWED', 'MOVE_NOT_ALLOWED {', 'SOMETHING_ELSE {}', 'TypeError: x']) {
    it(`${JSON.stringify(message)} is none`, () => assert.equal(parseViolation(message), null))
  }
  it('has no code that no rule uses', () => {
    const domain = new URL('../../chaincode/src/domain/', import.meta.url)
    const rules = readdirSync(domain).filter((name) => name.endsWith('.ts') && name !== 'violation.ts')
    const source = rules.map((name) => readFileSync(new URL(name, domain), 'utf8')).join('\n')
    assert.deepEqual(
      violationCodes.filter((code) => !source.includes(`'${code}'`)),
      [],
    )
  })
})
