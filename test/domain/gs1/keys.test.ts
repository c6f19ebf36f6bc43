import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  checkDigit,
  parseGln,
  parseGtin,
  parseLot,
  parseSerial,
  parseSscc,
} from '../../../chaincode/src/domain/gs1/keys.ts'
import { checkPair } from '../../../chaincode/src/domain/gs1/lint/checkCharacters.ts'
import { parseStrict } from '../../../chaincode/src/domain/gs1/parseStrict.ts'
import { RuleViolation } from '../../../chaincode/src/domain/violation.ts'
import { set82, textOver } from './fixtures.ts'

const digitString = (length: number) => textOver('0123456789', length, length)

/** Keys with a check digit: length of the digits before it, parser, AI. */
const keys = [
  { name: 'GTIN', length: 13, parse: parseGtin, ai: '01' },
  { name: 'GLN', length: 12, parse: parseGln, ai: '414' },
  { name: 'SSCC', length: 17, parse: parseSscc, ai: '00' },
] as const

const refusal = (field: string) => (error: unknown) =>
  error instanceof RuleViolation && error.code === 'INPUT_INVALID' && error.facts.field === field

describe('GS1 keys', () => {
  for (const { name, length, parse, ai } of keys) {
    it(`${name}: one wrong digit anywhere is refused, by the parser and by the strict reader`, () => {
      fc.assert(
        fc.property(
          digitString(length),
          fc.nat(length),
          fc.integer({ min: 1, max: 9 }),
          (digits, at, add) => {
            const key = digits + checkDigit(digits)
            assert.equal(parse(key), key)
            const wrong = key.slice(0, at) + String((Number(key[at]) + add) % 10) + key.slice(at + 1)
            assert.throws(() => parse(wrong), refusal(name.toLowerCase()))
            assert.ok(parseStrict('S', `]d2${ai}${key}`).ok)
            assert.ok(!parseStrict('S', `]d2${ai}${wrong}`).ok)
          },
        ),
      )
    })
  }

  it('GMN: one wrong character anywhere is refused', () => {
    const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
    fc.assert(
      fc.property(digitString(6), textOver(letters, 1, 17), fc.nat(22), (prefix, model, at) => {
        const gmn = prefix + model + checkPair(prefix + model)
        assert.ok(parseStrict('A', `(8013)${gmn}`).ok)
        const place = at % gmn.length
        const wrong = gmn.slice(0, place) + (gmn[place] === '7' ? '8' : '7') + gmn.slice(place + 1)
        assert.ok(!parseStrict('A', `(8013)${wrong}`).ok)
      }),
    )
  })

  it('pads short GTINs and refuses other lengths and characters, naming the field', () => {
    assert.equal(parseGtin('96385074'), '00000096385074')
    assert.equal(parseGtin('614141000036'), '00614141000036')
    for (const bad of ['', '1234567', '095060001343520', '0950600013435x', '٠9506000134352']) {
      assert.throws(() => parseGtin(bad, 'product'), refusal('product'))
    }
  })

  it('accepts exactly the 82 characters of set 82 in lots and serials', () => {
    const accepted = Array.from({ length: 0x250 }, (_, i) => String.fromCharCode(i)).filter((c) => {
      try {
        return parseLot(c) === c && parseSerial(c) === c
      } catch (error) {
        assert.ok(error instanceof RuleViolation)
        return false
      }
    })
    assert.equal(accepted.join(''), set82)
    assert.equal(accepted.length, 82)
    assert.throws(() => parseLot('A'.repeat(21)), refusal('lot'))
    assert.throws(() => parseSerial(''), refusal('serial'))
  })
})
