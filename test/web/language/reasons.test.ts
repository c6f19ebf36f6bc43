/** What the server says is wrong with a field, said by the server itself: known to the app, and told in each language. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseGtin, parseGln, parseLot, parseSscc } from '../../../chaincode/src/domain/gs1/keys.ts'
import { unprintable } from '../../../chaincode/src/domain/batch.ts'
import { parseInput } from '../../../chaincode/src/domain/parseInput.ts'
import { RuleViolation } from '../../../chaincode/src/domain/violation.ts'
import { lastName, readReason, reasonNames } from '../../../scanner-web/src/language/reasons.ts'
import { checkPassword } from '../../../server/src/participants/users/password.ts'
import { parseEmail } from '../../../server/src/participants/users/email.ts'
import { readPackCode } from '../../../server/src/batches/packs/readPackCode.ts'

const words = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof RuleViolation) return String((error.facts as { reason: unknown }).reason)
    throw error
  }
  return assert.fail('nothing was wrong')
}
const zodWords = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues[0]?.message ?? ''
const product = (part: object) => ({
  ...{ gtin: '09506000134352', registrant: '9506000100104', name: 'Amoxil', form: 'capsule' },
  ...{ strength: '500 mg', packSize: 20 },
  ...part,
})
const register = (part: object) => words(() => parseInput('product:register', product(part)))
const batch = (part: object) =>
  words(() =>
    parseInput('batch:register', {
      ...{ gtin: '09506000134352', lot: 'A1', expiresOn: '2028-06-30', registrant: '9506000100104' },
      ...{ markets: [], storage: null, packs: [{ depth: 4, keyId: 'A'.repeat(43), root: 'A'.repeat(43) }] },
      ...part,
    }),
  )
const key = { participant: '9506000100104', publicKey: 'A'.repeat(43) }
const pack = (code: string) => words(() => readPackCode(code, '2026-11-23'))

/** By the name that the app has for it. */
const said: Record<string, string[]> = {
  missing: [
    words(() => parseInput('site:register', {})),
    zodWords(z.object({ name: z.string() }), {}),
    zodWords(z.object({ count: z.number() }), {}),
  ],
  empty: [zodWords(z.string().min(1), '')],
  length: [register({ name: '' }), words(() => checkPassword('short', 'ruth@agency.example'))],
  tooLong: [zodWords(z.string().max(200), 'x'.repeat(201))],
  controls: [register({ name: 'Amo\nxil' })],
  edges: [register({ name: ' Amoxil' })],
  range: [register({ packSize: 0 })],
  tooLow: [zodWords(z.number().min(1), 0), zodWords(z.number().int().min(1), 0)],
  tooHigh: [zodWords(z.number().max(9), 10)],
  digits: [words(() => parseGln('12')), words(() => parseGtin('12')), words(() => parseSscc('12'))],
  checkDigit: [words(() => parseGln('9506000100006'))],
  code20: [words(() => parseLot('A B'))],
  date: [batch({ expiresOn: '2028-06-31' })],
  expiryTooFar: [unprintable],
  endsTooEarly: [
    words(() =>
      parseInput('signingKey:register', { ...key, validFrom: '2026-11-23', validUntil: '2026-11-22' }),
    ),
  ],
  twice: [batch({ markets: ['DE', 'DE'] })],
  email: [words(() => parseEmail('ruth'))],
  isEmail: [words(() => checkPassword('ruth@agency.example', 'ruth@agency.example'))],
  country: [batch({ markets: ['Germany'] })],
  packsInBatch: ['the batch has 24 packs'],
  otherScan: [pack('https://example.org/')],
  severalWays: ['can be read in several ways: scan it again'],
  noSerial: [pack('0109506000134352')],
}

const folder = join(import.meta.dirname, '..', '..', '..', 'scanner-web', 'src', 'language')
const texts = (language: string) =>
  JSON.parse(readFileSync(join(folder, language, 'problems.json'), 'utf8')) as {
    reason: Record<string, string>
  }

describe('what is wrong with a field', () => {
  for (const [name, sentences] of Object.entries(said)) {
    it(`is known as ${name}, with everything that its sentence needs`, () => {
      for (const sentence of sentences) {
        const reason = readReason(sentence)
        assert.equal(reason?.name, name, sentence)
        const gaps = [...(texts('en').reason[name] ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, gap]) => gap)
        assert.deepEqual(Object.keys(reason.gaps).sort(), gaps.sort(), sentence)
      }
    })
  }

  it('has a sentence in every language, and no sentence is for nothing', () => {
    assert.deepEqual(Object.keys(said).sort(), reasonNames.toSorted())
    for (const language of ['en', 'de']) {
      assert.deepEqual(Object.keys(texts(language).reason).sort(), reasonNames.toSorted())
    }
  })

  it('stays in the server’s own words where the app knows no better', () => {
    assert.equal(readReason('must be 43 characters of base64url'), null)
  })

  it('is told of the field by its last name', () => {
    const names = ['lot', 'contents[0].lot', 'contents.0.lot', 'participant.gln', 'markets[1]', '8030']
    assert.deepEqual(names.map(lastName), ['lot', 'lot', 'lot', 'gln', 'markets', '8030'])
  })
})
