import assert from 'node:assert/strict'
import { ntinOf, openEnvelope } from '../../../../chaincode/src/domain/gs1/repair/ifaCode.ts'
import { readScan } from '../../../../chaincode/src/domain/gs1/readScan.ts'
import { SyntaxFault } from '../../../../chaincode/src/domain/gs1/strict/syntaxFault.ts'
import { keyboards, today, typedOn } from '../fixtures.ts'

/** The example of IFA's specification: PPN 110375286414 holds PZN 03752864. */
const ppn = '110375286414'
const format06 = `[)>\u001e06\u001d9N${ppn}\u001d1T1A234B5\u001dD281200\u001dS12345ABCDEF98765\u001e\u0004`
const format05 =
  '[)>\u001e05\u001d0104150037528643\u001d17281200\u001d101A234B5\u001d2112345ABCDEF98765\u001e\u0004'

const pack = { gtin: '04150037528643', lot: '1A234B5', serial: '12345ABCDEF98765', expiresOn: '2028-12-31' }

describe('IFA codes', () => {
  const forms: [form: string, text: string][] = [
    ['format 06', format06],
    ['format 06 in a plain DataMatrix', `]d1${format06}`],
    ['format 06 without trailer', format06.slice(0, -2)],
    [
      'format 06, control characters spelled out',
      format06.replaceAll('\u001d', '<GS>').replaceAll('\u001e', '<RS>').replace('\u0004', '<EOT>'),
    ],
    ['format 06 typed on AZERTY', typedOn(keyboards.azerty, format06)],
    [
      'format 06 with elements that identify nothing',
      format06.replace('\u001d1T', '\u001d16D20250101\u001d1T'),
    ],
    ['format 05', format05],
  ]
  for (const [form, text] of forms) {
    it(`reads ${form} as the NTIN's pack`, () => {
      const reading = readScan(text, { today })
      assert.ok(reading.kind === 'medicine', JSON.stringify(reading))
      const { gtin, lot, serial, expiresOn } = reading
      assert.deepEqual({ gtin, lot, serial, expiresOn }, pack)
    })
  }

  it('refuses wrong check digits of PPN and PZN, and other numbers, naming the identifier', () => {
    assert.equal(ntinOf(ppn), pack.gtin)
    for (const wrong of ['110375286415', '110375286441', '11', 'x', '120375286418', '110375286554']) {
      assert.throws(
        () => ntinOf(wrong),
        (fault) => fault instanceof SyntaxFault && fault.message.startsWith('Data identifier 9N'),
      )
    }
    const reading = readScan(format06.replace(ppn, '110375286415'), { today })
    assert.ok(reading.kind === 'unreadable')
    assert.match(reading.reason, /9N/)
  })

  it('leaves other messages alone', () => {
    assert.equal(openEnvelope('[)>\u001e12\u001dX\u001e\u0004'), null)
    assert.equal(readScan('[)>\u001e06\u001d25PX\u001e\u0004', { today }).kind, 'other')
  })
})
