import assert from 'node:assert/strict'
import { parseStrict } from '../../../chaincode/src/domain/gs1/parseStrict.ts'
import { readScan } from '../../../chaincode/src/domain/gs1/readScan.ts'
import type { RepairCode, ScanReading } from '../../../chaincode/src/domain/gs1/scanReading.ts'
import {
  amoxil500,
  amoxilCode,
  GS,
  keyboards,
  swapCase,
  today,
  typedOn,
  typedWithShiftLock,
} from './fixtures.ts'

const read = (text: string): ScanReading => readScan(text, { today })

function assertAmoxil(text: string, repairs: RepairCode[]): void {
  const reading = read(text)
  assert.ok(reading.kind === 'medicine', JSON.stringify(reading))
  const { gtin, lot, serial, expiresOn } = reading
  assert.deepEqual({ gtin, lot, serial, expiresOn }, amoxil500)
  assert.deepEqual(
    reading.repairs.map(({ code }) => code),
    repairs,
  )
  assert.ok(reading.repairs.every(({ said }) => said.endsWith('.')))
  assert.ok(parseStrict('S', `]d2${reading.elementString}`).ok)
}

describe('readScan of an undamaged code', () => {
  const forms: [form: string, text: string][] = [
    ['DataMatrix', `]d2${amoxilCode}`],
    ['QR Code', `]Q3${amoxilCode}`],
    ['GS1-128', `]C1${amoxilCode}`],
    ['DataBar', `]e0${amoxilCode}`],
    ['DotCode', `]J1${amoxilCode}`],
    ['no AIM identifier', amoxilCode],
    ['FNC1 in first position sent as GS', GS + amoxilCode],
    ['a DataMatrix without FNC1', `]d1${amoxilCode}`],
    ['brackets', '(01)09506000134352(17)281031(10)A1-2028(21)K7RQ2M9XW4T1ZB0C'],
    ['brackets, GTIN-13', '(01)9506000134352(17)281031(10)A1-2028(21)K7RQ2M9XW4T1ZB0C'],
    ['a Digital Link', 'https://x.example/01/09506000134352/10/A1-2028/21/K7RQ2M9XW4T1ZB0C?17=281031'],
    [
      'a Digital Link, GTIN-13',
      'https://x.example/a/01/9506000134352/10/A1-2028/21/K7RQ2M9XW4T1ZB0C?17=281031&s=1',
    ],
    [
      'a Digital Link in a QR Code',
      ']Q1HTTP://X.EXAMPLE/01/09506000134352/10/A1%2D2028/21/K7RQ2M9XW4T1ZB0C?17=281031#f',
    ],
    [
      'a Digital Link, scheme in mixed case',
      'Https://x.example/01/09506000134352/10/A1-2028/21/K7RQ2M9XW4T1ZB0C?17=281031',
    ],
  ]
  for (const [form, text] of forms) {
    it(`reads ${form} without a repair`, () => {
      assertAmoxil(text, [])
    })
  }

  it('reads GTIN-8, -12, -13 and -14 alone', () => {
    for (const [text, gtin] of [
      ['96385074', '00000096385074'],
      ['614141000036', '00614141000036'],
      ['9506000134352', '09506000134352'],
      [']E09506000134352', '09506000134352'],
      [']E496385074', '00000096385074'],
      ['09506000134352', '09506000134352'],
    ] as const) {
      const reading = read(text)
      assert.ok(reading.kind === 'medicine', text)
      assert.deepEqual(
        [reading.gtin, reading.serial, reading.lot, reading.expiresOn],
        [gtin, null, null, null],
      )
    }
  })

  it('reads day 00 as the last of its month and keeps its six digits', () => {
    const reading = read('010950600013435217280200')
    assert.ok(reading.kind === 'medicine')
    assert.equal(reading.expiresOn, '2028-02-29')
    assert.equal(reading.elementString, '010950600013435217280200')
  })

  it('takes the century from today', () => {
    const year = (day: string): string => {
      const reading = readScan('010950600013435217750101', { today: day })
      return reading.kind === 'medicine' ? String(reading.expiresOn) : reading.kind
    }
    assert.equal(year('2024-06-01'), '1975-01-01')
    assert.equal(year('2025-06-01'), '2075-01-01')
    assert.equal(year('2099-06-01'), '2075-01-01')
  })

  it('echoes what is no trade item', () => {
    for (const scan of [
      '',
      'hello',
      '12345678',
      ']d1HELLO',
      'https://example.org/',
      '00095060001343520012',
      'two\r\nlines\r\n',
    ]) {
      assert.deepEqual(read(scan), { kind: 'other', scan })
    }
  })
})

describe('readScan of a damaged code', () => {
  const scanned = `]d2${amoxilCode}`
  const withoutGs = (text: string): string => text.replace(GS, '')
  const damages: [damage: string, text: string, repairs: RepairCode[]][] = [
    ['a line end', `${scanned}\r\n`, ['line-end']],
    ['a carriage return', `${scanned}\r`, ['line-end']],
    ...[
      '<GS>',
      '<FNC1>',
      '{GS}',
      '[GS]',
      '^]',
      'Ctrl-]',
      'Alt-029',
      '\\x1d',
      '\\u001D',
      '\u241d',
      '\u2194',
    ].map((disguise): [string, string, RepairCode[]] => [
      `GS sent as ${disguise}`,
      scanned.replace(GS, disguise),
      ['separator-disguised'],
    ]),
    ['GS lost', withoutGs(scanned), ['separator-missing']],
    ['GS lost and no AIM identifier', withoutGs(amoxilCode), ['separator-missing']],
    ['AZERTY', typedOn(keyboards.azerty, scanned), ['azerty']],
    ['AZERTY, no AIM identifier', typedOn(keyboards.azerty, amoxilCode), ['azerty']],
    ['AZERTY, GS lost', typedOn(keyboards.azerty, withoutGs(scanned)), ['azerty', 'separator-missing']],
    [
      'AZERTY, <GS>',
      typedOn(keyboards.azerty, scanned.replace(GS, '<GS>')),
      ['azerty', 'separator-disguised'],
    ],
    ['AZERTY, caps lock', swapCase(typedOn(keyboards.azerty, scanned)), ['azerty', 'caps-lock']],
    ['AZERTY, shift lock', typedWithShiftLock(keyboards.azerty, scanned), ['azerty', 'caps-lock']],
    ['QWERTZ', typedOn(keyboards.qwertz, scanned), ['qwertz']],
    ['QWERTZ, a hyphen giving it away', typedOn(keyboards.qwertz, amoxilCode), ['qwertz']],
    ['QWERTZ, GS lost', typedOn(keyboards.qwertz, withoutGs(scanned)), ['qwertz', 'separator-missing']],
    ['QWERTZ, caps lock', swapCase(typedOn(keyboards.qwertz, scanned)), ['qwertz', 'caps-lock']],
    ['caps lock', swapCase(scanned), ['caps-lock']],
    ['caps lock with DataBar', swapCase(`]e0${amoxilCode}`), ['caps-lock']],
    ['a double scan', scanned + scanned, ['double-scan']],
    ['a double scan without AIM identifier', amoxilCode + amoxilCode, ['double-scan']],
    ['a double scan on two lines', `${scanned}\r\n${scanned}\r\n`, ['line-end', 'double-scan']],
    ['the EAN ahead', `9506000134352${amoxilCode}`, ['glued-ean']],
    ['the EAN ahead on its own line', `9506000134352\r\n${scanned}`, ['glued-ean']],
    ['the EAN ahead with AIM identifiers', `]E09506000134352${scanned}`, ['glued-ean']],
    ['the EAN behind', `${amoxilCode}9506000134352`, ['glued-ean']],
  ]
  for (const [damage, text, repairs] of damages) {
    it(`undoes ${damage}`, () => {
      assertAmoxil(text, repairs)
    })
  }

  it('shows both readings where a lost separator leaves two', () => {
    const reading = read('01095060001343521728103110A121B2121XY99ZZ')
    assert.ok(reading.kind === 'ambiguous')
    assert.ok(reading.candidates.length >= 2)
    for (const { elementString, repairs } of reading.candidates) {
      assert.ok(parseStrict('S', `]d2${elementString}`).ok)
      assert.deepEqual(
        repairs.map(({ code }) => code),
        ['separator-missing'],
      )
    }
  })

  it('shows both readings where a serial may hold a lot', () => {
    const reading = read('01095060001343521728103121AB10CD')
    assert.ok(reading.kind === 'ambiguous')
    assert.deepEqual(
      reading.candidates.map(({ elementString }) => elementString),
      ['01095060001343521728103121AB10CD', `01095060001343521728103121AB${GS}10CD`],
    )
  })

  it('does not look for lost separators where separators came through', () => {
    const reading = read(`010950600013435221AB10CD${GS}17281031`)
    assert.ok(reading.kind === 'medicine')
    assert.equal(reading.serial, 'AB10CD')
  })

  it('shows both readings where a serial ends with its own EAN', () => {
    const reading = read(`01095060001343521728103110A1${GS}21K79506000134352`)
    assert.ok(reading.kind === 'ambiguous')
    assert.deepEqual(
      reading.candidates.map(({ repairs }) => repairs.map(({ code }) => code)),
      [[], ['glued-ean']],
    )
  })
})

describe('readScan of an unreadable code', () => {
  const cases: [text: string, reason: RegExp, advice: RegExp][] = [
    ['0109506000134353172810312112345', /\(01\).*check digit/, /misread/],
    [typedOn(keyboards.azerty, '0109506000134353172810312112345'), /\(01\).*check digit/, /misread/],
    ['9506000134353', /check digit/, /misread/],
    [']d201095060001343521728133121A', /\(17\).*month/, /date/],
    [`]d201095060001343522112345678901234567890123${GS}`, /too long/, /separator/],
    [`3400930000120${amoxilCode}`, /different products/, /one code at a time/],
    [`${amoxilCode}\r\n010340093000012021ABC`, /different products/, /one code at a time/],
    ['https://x.example/01/09506000134353', /check digit/, /misread/],
    ['x'.repeat(9000), /longer than any code/, /Scan again/],
  ]
  for (const [text, reason, advice] of cases) {
    it(`says why ${JSON.stringify(text.slice(0, 40))} cannot be read and what to do`, () => {
      const reading = read(text)
      assert.ok(reading.kind === 'unreadable', JSON.stringify(reading))
      assert.match(reading.reason, reason)
      assert.match(reading.advice, advice)
    })
  }
})
