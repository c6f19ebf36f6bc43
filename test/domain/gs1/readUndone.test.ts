import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parseStrict } from '../../../chaincode/src/domain/gs1/parseStrict.ts'
import { readScan, readUndone } from '../../../chaincode/src/domain/gs1/readScan.ts'
import type { MedicineReading, RepairCode } from '../../../chaincode/src/domain/gs1/scanReading.ts'
import { GS, keyboards, swapCase, textOver, today, typedOn, typedWithShiftLock } from './fixtures.ts'

const codeOf = (lot: string, serial: string) => `01095060001343521728112210${lot}${GS}21${serial}`
const code = codeOf('AX2611', 'DY4KJKW7A1VP7364')
const link = 'https://id.example/01/09506000134352/10/AX2611/21/DY4KJKW7A1VP7364?17=281122'

function plainly(text: string): MedicineReading {
  const plain = readScan(text, { today })
  assert.ok(plain.kind === 'medicine', JSON.stringify(plain))
  return plain
}
const undone = (text: string) => readUndone(text, plainly(text), { today })
/** What was read of `code` with which repairs; undefined: it is not among the readings. */
const foundAs = (text: string) =>
  undone(text)
    .find(({ serial, lot }) => serial === 'DY4KJKW7A1VP7364' && lot === 'AX2611')
    ?.repairs.map((repair) => repair.code)

describe('readUndone', () => {
  const damages: [damage: string, text: string, repairs: RepairCode[]][] = [
    ['caps lock', swapCase(code), ['caps-lock']],
    ['caps lock, a line end', `${swapCase(code)}\r\n`, ['line-end', 'caps-lock']],
    ['caps lock, ^]', swapCase(code.replace(GS, '^]')), ['caps-lock', 'separator-disguised']],
    ['QWERTZ', typedOn(keyboards.qwertz, code), ['qwertz']],
    ['QWERTZ, caps lock', swapCase(typedOn(keyboards.qwertz, code)), ['qwertz', 'caps-lock']],
    ['AZERTY, shift lock', typedWithShiftLock(keyboards.azerty, code), ['azerty', 'caps-lock']],
    ['a Digital Link, caps lock', swapCase(link), ['caps-lock']],
  ]
  for (const [damage, text, repairs] of damages) {
    it(`offers what a code says that reads well all the same: ${damage}`, () => {
      assert.notEqual(plainly(text).serial, 'DY4KJKW7A1VP7364')
      assert.deepEqual(foundAs(text), repairs)
    })
  }

  it('offers nothing where no key can have made other characters', () => {
    assert.deepEqual(undone(codeOf('2611', '20261123')), [])
    assert.deepEqual(undone('09506000134352'), [])
  })

  it('offers a dozen at most, each once, each accepted by the strict reader, never the plain one', () => {
    const value = textOver('ABCXYZaqwyz0123456789-_/', 1, 20)
    fc.assert(
      fc.property(value, value, fc.constantFrom(GS, '', '^]'), (lot, serial, separator) => {
        const text = codeOf(lot, serial).replace(GS, separator)
        const plain = readScan(text, { today })
        if (plain.kind !== 'medicine') return
        const strings = readUndone(text, plain, { today }).map(({ elementString }) => elementString)
        assert.ok(strings.length <= 12)
        assert.equal(new Set([plain.elementString, ...strings]).size, strings.length + 1)
        for (const string of strings) assert.ok(parseStrict('S', `]d2${string}`).ok, string)
      }),
    )
  })

  it('offers any code of letters and digits that caps lock or QWERTZ made another of', () => {
    const value = textOver('ABCXYZabcxyz0123456789', 1, 12)
    const damage = fc.constantFrom(swapCase, (text: string) => typedOn(keyboards.qwertz, text))
    fc.assert(
      fc.property(value, value, damage, (lot, serial, damaged) => {
        const meant = codeOf(lot, serial)
        const text = damaged(meant)
        const strings = undone(text).map(({ elementString }) => elementString)
        assert.equal(strings.includes(meant), text !== meant)
      }),
    )
  })
})
