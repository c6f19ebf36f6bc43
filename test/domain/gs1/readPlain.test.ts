import assert from 'node:assert/strict'
import fc from 'fast-check'
import { checkDigit } from '../../../chaincode/src/domain/gs1/keys.ts'
import { readPlain } from '../../../chaincode/src/domain/gs1/readPlain.ts'
import { readAny } from '../../../chaincode/src/domain/gs1/readScan.ts'
import { rowsOf, rowSets } from '../../data/gs1/rows.ts'
import { amoxil500, amoxilCode, GS, set82, swapCase, textOver, today } from './fixtures.ts'

/** It answers as the general reader or not at all; says whether it answered. */
function agrees(text: string, day = today): boolean {
  const plain = readPlain(text, day)
  if (plain !== null) assert.deepEqual(plain, readAny(text, { today: day }), JSON.stringify(text))
  return plain !== null
}

const digits = (length: number) => textOver('0123456789', length, length)
const gtin = digits(13).map((body) => body + checkDigit(body))
const twoDigits = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((number) => String(number).padStart(2, '0'))
const yymmdd = fc.tuple(twoDigits(0, 99), twoDigits(0, 13), twoDigits(0, 32)).map((parts) => parts.join(''))
const anyDay = fc.date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
const day = anyDay.map((date) => date.toISOString().slice(0, 10))
const value = fc.oneof(textOver(set82, 1, 20), textOver('0127', 1, 20))
const aim = fc.constantFrom('', ']d2', ']C1', ']Q3', ']e0', ']J1', ']d1', GS)

interface Parts {
  gtin: string
  expiry: string
  lot: string
  serial: string
}
const parts = fc.record({ gtin, expiry: yymmdd, lot: value, serial: value })
const ais = ['17', '10', '21'] as const
const order = fc.shuffledSubarray([...ais], { minLength: 3 })

function codeOf({ gtin, expiry, lot, serial }: Parts, inOrder: readonly string[]): string {
  const values: Record<string, string> = { '17': expiry, '10': lot, '21': serial }
  const elements = inOrder.map((ai, i) => {
    const open = ai !== '17' && i < inOrder.length - 1
    return `${ai}${values[ai] ?? ''}${open ? GS : ''}`
  })
  return `01${gtin}${elements.join('')}`
}

/** Pieces that make a code mean something else: elements, separators, their spellings, the product's linear barcode. */
const piece = fc.oneof(
  fc.constantFrom(
    GS,
    '<GS>',
    'Alt-029',
    'Alt29',
    '^]',
    '^',
    '\n',
    ' ',
    '<',
    '8030',
    '240A',
    '1728103',
    ']d2',
  ),
  fc.constantFrom('01', '10', '17', '21', '11280101', '9506000134352', '09506000134352', 'é', '\u0000'),
  textOver(set82, 1, 3),
)

describe('readPlain', () => {
  it('takes the plain code of a pack, with or without its AIM identifier', () => {
    for (const text of [amoxilCode, `]d2${amoxilCode}`, `]Q3${amoxilCode}`]) {
      assert.ok(agrees(text), text)
      const { gtin, lot, serial, expiresOn } = readPlain(text, today) ?? {}
      assert.deepEqual({ gtin, lot, serial, expiresOn }, amoxil500)
    }
  })

  it('takes every order of the elements behind the product', () => {
    const pack = { gtin: amoxil500.gtin, expiry: '281031', lot: amoxil500.lot, serial: amoxil500.serial }
    const orders = [
      ['17', '10', '21'],
      ['17', '21', '10'],
      ['10', '17', '21'],
      ['10', '21', '17'],
      ['21', '10', '17'],
      ['21', '17', '10'],
    ]
    for (const inOrder of orders) assert.ok(agrees(codeOf(pack, inOrder)), inOrder.join())
  })

  it('never differs from the general reader on the code of any pack', () => {
    const property = fc.property(aim, parts, order, day, (identifier, pack, inOrder, today) => {
      agrees(identifier + codeOf(pack, inOrder), today)
    })
    fc.assert(property, { numRuns: 1000 })
  })

  it('never differs where the linear barcode of the product hangs on', () => {
    const barcode = (pack: Parts) => [pack.gtin, pack.gtin.replace(/^0/, '')]
    const short = fc.record({
      gtin,
      expiry: yymmdd,
      lot: textOver(set82, 0, 6),
      serial: textOver(set82, 0, 6),
    })
    const property = fc.property(short, order, (pack, inOrder) => {
      for (const digits of barcode(pack)) {
        agrees(codeOf(pack, inOrder) + digits)
        agrees(codeOf({ ...pack, serial: pack.serial + digits, lot: pack.lot + digits }, inOrder))
      }
    })
    fc.assert(property, { numRuns: 300 })
  })

  it('never differs where a code was damaged or put together otherwise', () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true })
    const change = fc.record({
      place,
      drop: fc.integer({ min: 0, max: 3 }),
      put: fc.oneof(piece, fc.constant('')),
    })
    const changes = fc.array(change, { minLength: 1, maxLength: 3 })
    const property = fc.property(parts, order, changes, fc.boolean(), (pack, inOrder, done, capsLock) => {
      let text = codeOf(pack, inOrder)
      for (const { place, drop, put } of done) {
        const at = Math.floor(place * (text.length + 1))
        text = text.slice(0, at) + put + text.slice(at + drop)
      }
      agrees(capsLock ? swapCase(text) : text)
    })
    fc.assert(property, { numRuns: 3000 })
  })

  it('never differs on the rows of GS1’s own reader', () => {
    for (const name of rowSets) for (const { in: text } of rowsOf(name)) agrees(text)
  })

  it('never differs on texts made of the pieces of codes', () => {
    const element = fc.oneof(
      gtin.map((digits) => `01${digits}`),
      yymmdd.map((date) => `17${date}`),
      value.map((lot) => `10${lot}`),
      value.map((serial) => `21${serial}`),
      piece,
    )
    const separated = fc.array(fc.tuple(element, fc.constantFrom('', GS)), { maxLength: 6 })
    const text = fc.tuple(gtin, separated).map(([digits, rest]) => `01${digits}${rest.flat().join('')}`)
    fc.assert(
      fc.property(text, (made) => {
        agrees(made)
      }),
      { numRuns: 2000 },
    )
  })
})
