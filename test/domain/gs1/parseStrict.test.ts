import assert from 'node:assert/strict'
import { parseStrict } from '../../../chaincode/src/domain/gs1/parseStrict.ts'
import { rowsOf, rowSets, type Row } from '../../data/gs1/rows.ts'

/** What is compared of an answer: the engine's verdict, normal forms and sentence. */
function verdict(answer: ReturnType<typeof parseStrict> | Row): unknown {
  return answer.ok ? { ai: answer.ai, dl: answer.dl, scan: answer.scan } : { err: answer.err }
}

describe('parseStrict', () => {
  for (const name of rowSets) {
    it(`agrees with GS1's engine on every row of ${name}`, () => {
      const rows = rowsOf(name)
      assert.ok(rows.length >= 500)
      for (const row of rows) assert.deepEqual(verdict(parseStrict(row.mode, row.in)), verdict(row), row.in)
    })
  }

  const refused: [mode: 'S' | 'D' | 'A', text: string, err: string][] = [
    ['S', ']X9010', 'Unsupported symbology identifier'],
    ['S', ']d2', 'The AI data is empty'],
    ['S', ']E09506000134351', 'Primary message check digit is incorrect'],
    ['S', ']E0950600013435', 'Primary scan data is too short'],
    ['S', ']E095060001343520', 'Primary message is too long'],
    ['S', `]d1${'9'.repeat(8191)}`, 'Maximum data length is 8190 characters'],
    ['D', '9'.repeat(8192), 'Maximum data length is 8191 characters'],
    ['D', 'https:///01/09506000134352', 'URI must contain a domain and path info'],
    ['D', 'https://a.b/01//10/A', 'AI (01) value path element is empty'],
    ['D', 'https://a.b/01/09506000134352?=5', 'Unknown AI () in query parameters'],
    [
      'D',
      'https://a.b/01/09506000134352?98=A%00',
      'Decoded AI (98) value from DL query params contains illegal null character',
    ],
    ['D', 'https://a.b/01/09506000134352?98=A&98=A', 'AI (98) is duplicated'],
    ['D', 'a|b', 'Missing FNC1 in first position'],
    ['A', '(01)09506000134352(37)5', 'It is invalid to pair AI (01) with AI (37)'],
    ['A', '(3100)000001(3101)000001(01)09506000134352', 'It is invalid to pair AI (3100) with AI (3101)'],
    [
      'A',
      '(8003)09506000134352(8030)AbC-_',
      'Serial component must be present for AI (8003) when used with AI (8030)',
    ],
    ['A', '(92)a'.repeat(65), 'Too many AIs'],
  ]
  for (const [mode, text, err] of refused) {
    it(`refuses ${mode} ${text.slice(0, 60)}: ${err}`, () => {
      assert.deepEqual(parseStrict(mode, text), { ok: false, err })
    })
  }

  it('reads an EAN with its composite component', () => {
    const reading = parseStrict('S', ']E09506000134352|]e0990ABC')
    assert.ok(reading.ok)
    assert.equal(reading.ai, '(99)0ABC')
  })

  it('gives the elements as they were read', () => {
    const reading = parseStrict('A', '(01)09506000134352(10)A\\(B')
    assert.ok(reading.ok)
    assert.deepEqual(reading.elements, [
      { ai: '01', value: '09506000134352' },
      { ai: '10', value: 'A(B' },
    ])
  })
})
