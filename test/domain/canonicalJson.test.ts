import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { canonicalJson, parseCanonicalJson } from '../../chaincode/src/domain/canonicalJson.ts'
import { RuleViolation } from '../../chaincode/src/domain/violation.ts'

const integerJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 4 }),
  ),
})).value

describe('canonical JSON', () => {
  it('equals an independent implementation of RFC 8785', () => {
    fc.assert(
      fc.property(integerJson, (value) => {
        assert.equal(canonicalJson(value), (canonicalize as unknown as (value: unknown) => string)(value))
      }),
    )
  })

  it('is the only text that is parsed', () => {
    fc.assert(
      fc.property(integerJson, (value) => {
        const text = canonicalJson(value)
        assert.equal(canonicalJson(parseCanonicalJson(text)), text)
        assert.throws(() => parseCanonicalJson(` ${text}`), RuleViolation)
      }),
    )
  })

  const refused = [
    ['white space', '{ "a":1}'],
    ['keys out of order', '{"b":1,"a":2}'],
    ['a key twice', '{"a":1,"a":1}'],
    ['a fraction', '1.5'],
    ['an exponent', '1e3'],
    ['minus zero', '-0'],
    ['an integer past 2^53', '9007199254740993'],
    ['a needless escape', '"\\u0041"'],
    ['a lone surrogate', '"\\ud800"'],
    ['nesting without end', '['.repeat(5000) + ']'.repeat(5000)],
    ['no JSON', '{'],
    ['nothing', ''],
  ] as const
  for (const [what, text] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => parseCanonicalJson(text), { code: 'NOT_CANONICAL' })
    })
  }

  for (const value of [undefined, 1.5, Number.NaN, 2n, { a: undefined }, () => 1]) {
    it(`has no text for ${inspect(value)}`, () => assert.throws(() => canonicalJson(value), TypeError))
  }
})
