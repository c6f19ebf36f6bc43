import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { RuleViolation, violationCodes } from '../../../chaincode/src/domain/violation.ts'
import { Refusal } from '../../../server/src/platform/http/problem.ts'
import { Unavailable } from '../../../server/src/platform/unavailable.ts'
import { problemOf, problems } from '../../../server/src/problems.ts'

describe('problems', () => {
  it('are documented, each with its status and title, and no other', () => {
    const page = readFileSync(new URL('../../../docs/problems.md', import.meta.url), 'utf8')
    const documented = [...page.matchAll(/^\| `([A-Z_]+)` *\| *(\d+) *\| *(.+?) *\|$/gm)]
      .map(([, code, status, title]) => ({ code, status: Number(status), title }))
      .sort(byCode)
    const known = Object.entries(problems).map(([code, kind]) => ({ code, ...kind }))
    assert.deepEqual(documented, known.sort(byCode))
  })

  it('know every code of the rules', () => {
    for (const code of violationCodes) assert.ok(problems[code].status >= 400, code)
  })

  it('keep the code and the facts of a refused rule', () => {
    const problem = problemOf(new RuleViolation('BATCH_UNKNOWN', { gtin: '09506000134352', lot: 'L1' }))
    assert.deepEqual(problem, {
      status: 404,
      title: problems.BATCH_UNKNOWN.title,
      code: 'BATCH_UNKNOWN',
      facts: { gtin: '09506000134352', lot: 'L1' },
    })
  })

  it('keep the headers of a refusal', () => {
    const problem = problemOf(new Refusal('METHOD_NOT_ALLOWED', { allow: ['GET'] }, { Allow: 'GET' }))
    assert.deepEqual([problem.status, problem.headers], [405, { Allow: 'GET' }])
  })

  it('say when to come again where the outcome is known: nothing happened', () => {
    const problem = problemOf(new Unavailable('the ledger', { retryAfterMs: 1500 }))
    assert.deepEqual([problem.status, problem.code], [503, 'UNAVAILABLE'])
    assert.deepEqual(problem.headers, { 'Retry-After': '2' })
  })

  it('never call an unknown outcome a failure', () => {
    const problem = problemOf(new Unavailable('the ledger', { outcomeKnown: false }))
    assert.deepEqual([problem.status, problem.code], [202, 'OUTCOME_UNKNOWN'])
    assert.match(String(problem.facts['ask']), /Idempotency-Key/)
  })

  it('tell nothing of a bug', () => {
    const problem = problemOf(new Error('password is hunter2'))
    assert.deepEqual([problem.status, problem.code, problem.facts], [500, 'BUG', {}])
  })
})

function byCode(a: { code?: string | undefined }, b: { code?: string | undefined }): number {
  return (a.code ?? '') < (b.code ?? '') ? -1 : 1
}
