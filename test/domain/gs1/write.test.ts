import assert from 'node:assert/strict'
import fc from 'fast-check'
import { checkDigit, parseGtin, parseLot, parseSerial } from '../../../chaincode/src/domain/gs1/keys.ts'
import { canonicalStem, parseStrict } from '../../../chaincode/src/domain/gs1/parseStrict.ts'
import { readScan } from '../../../chaincode/src/domain/gs1/readScan.ts'
import {
  medicineElements,
  toBracketed,
  toDigitalLink,
  toElementString,
  type MedicineCode,
} from '../../../chaincode/src/domain/gs1/write.ts'
import { amoxil500, amoxilCode, GS, set82, textOver, today } from './fixtures.ts'

const text20 = textOver(set82, 1, 20)
const gtin = textOver('0123456789', 13, 13).map((digits) => parseGtin(digits + checkDigit(digits)))
const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2070-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))
const code = fc.record({
  gtin,
  lot: text20.map((text) => parseLot(text)),
  serial: text20.map((text) => parseSerial(text)),
  expiresOn: date,
})

describe('the writers', () => {
  it('write the canonical forms of a pack', () => {
    assert.equal(toElementString(medicineElements(amoxil500)), amoxilCode)
    assert.equal(
      toBracketed(medicineElements(amoxil500)),
      '(01)09506000134352(17)281031(10)A1-2028(21)K7RQ2M9XW4T1ZB0C',
    )
    assert.equal(
      toDigitalLink(amoxil500, 'https://verify.northlab.example/'),
      'https://verify.northlab.example/01/09506000134352/10/A1-2028/21/K7RQ2M9XW4T1ZB0C?17=281031',
    )
  })

  it('write what there is of a code', () => {
    assert.equal(toElementString(medicineElements({ gtin: amoxil500.gtin })), '0109506000134352')
    assert.equal(
      toDigitalLink({ gtin: amoxil500.gtin, lot: null }, 'https://a.b'),
      'https://a.b/01/09506000134352',
    )
  })

  it('separate only what needs it', () => {
    const elements = [
      { ai: '21', value: 'A' },
      { ai: '3100', value: '000001' },
      { ai: '8003', value: '09506000134352' },
      { ai: '10', value: 'B' },
    ]
    assert.equal(toElementString(elements), `21A${GS}3100000001800309506000134352${GS}10B`)
  })

  it('write what the strict reader reads back, whatever the characters', () => {
    fc.assert(
      fc.property(code, (pack) => {
        const elements = medicineElements(pack)
        const forms = [
          parseStrict('S', `]d2${toElementString(elements)}`),
          parseStrict('A', toBracketed(elements)),
        ]
        for (const form of forms) assert.deepEqual(form.ok && form.elements, elements)
        const link = parseStrict('D', toDigitalLink(pack, canonicalStem))
        assert.equal(link.ok && link.dl, toDigitalLink(pack, canonicalStem))
      }),
    )
  })

  it('write what the tolerant reader reads back without a repair', () => {
    // A serial may happen to spell a separator; such a one is read as a damaged code.
    const plain = code.filter(({ lot, serial }) => !/GS>|FNC1>|Alt[-+]?0?29/.test(lot + serial))
    fc.assert(
      fc.property(plain, (pack: MedicineCode) => {
        for (const text of [
          `]d2${toElementString(medicineElements(pack))}`,
          toDigitalLink(pack, canonicalStem),
        ]) {
          const reading = readScan(text, { today })
          assert.ok(reading.kind === 'medicine', JSON.stringify(reading))
          assert.deepEqual(
            [reading.gtin, reading.lot, reading.serial, reading.expiresOn, reading.repairs],
            [pack.gtin, pack.lot, pack.serial, pack.expiresOn, []],
          )
        }
      }),
    )
  })
})
