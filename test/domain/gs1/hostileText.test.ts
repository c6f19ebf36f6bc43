import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parseStrict } from '../../../chaincode/src/domain/gs1/parseStrict.ts'
import { readScan } from '../../../chaincode/src/domain/gs1/readScan.ts'
import { rowsOf, rowSets } from '../../data/gs1/rows.ts'
import { today } from './fixtures.ts'

const modes = ['S', 'D', 'A'] as const

/** Repeated to any length, each keeps some loop or pattern busy. */
const hostile: [head: string, piece: string][] = [
  ['(99)', '('],
  ['(99)', '\\('],
  ['', '(99)A'],
  ['', '('],
  [']d2', '99A\u001d'],
  [']d2', '\u001d'],
  [']d2', '10'],
  [']d1', '\\'],
  ['https://a.b', '/01'],
  ['https://a.b/01/09506000134352?', '&'],
  ['https://a.b/01/09506000134352?98=', '%41'],
  ['https://', 'a'],
  ['^', '99A^'],
  ['', '|'],
  ['', ' '],
  ['a', ' '],
  ['', '\n'],
  ['', '0109506000134352\n'],
  ['', '9506000134352'],
  ['', '7'],
  ['', '<GS'],
  ['', '^'],
  ['[)>\u001e06\u001d', 'S1\u001d'],
  ['', 'é'],
  ['', '\ud800'],
  ['0109506000134352', '21711710'],
]

function textOf(head: string, piece: string, length: number): string {
  return head + piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
}

/** Processor time, ms, of reading `text` so many times: what other programs take of the clock does not count. */
function cost(text: string, times: number): number {
  const before = process.cpuUsage()
  for (let i = 0; i < times; i++) readAll(text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** How many times as much `large` costs as `small`, a tenth of it; measured anew while it looks too dear. */
function costRatio(small: string, large: string): number {
  let lowest = Infinity
  for (let attempt = 0; attempt < 6 && lowest > 12; attempt++) {
    // Two equal amounts of work if it grows linearly; under two milliseconds they are lost in the measure's noise.
    lowest = Math.min(lowest, (10 * cost(large, 2)) / Math.max(cost(small, 20), 2))
  }
  return lowest
}

function readAll(text: string): void {
  for (const mode of modes) parseStrict(mode, text)
  readScan(text, { today })
}

describe('hostile text', () => {
  // Up to about 8 kB all of a text is looked at; beyond that it is refused by its length, which must stay cheap too.
  for (const [small, large] of [
    [800, 8_000],
    [10_000, 100_000],
  ] as const) {
    it(`costs at most twelve times as much at ten times ${String(small)} bytes`, () => {
      for (const [head, piece] of hostile) {
        const ratio = costRatio(textOf(head, piece, small), textOf(head, piece, large))
        assert.ok(ratio <= 12, `${head}${piece}: ${ratio.toFixed(1)} times`)
      }
    }).timeout(60_000)
  }

  const symbol = fc.constantFrom(
    ...[
      '01',
      '10',
      '17',
      '21',
      '8030',
      '(',
      ')',
      '\u001d',
      '^',
      '|',
      '\\',
      ']d2',
      ']Q1',
      'https://',
      '/',
      '?',
      '&',
      '=',
    ],
    ...[
      '%',
      '%00',
      '#',
      '9506000134352',
      '09506000134352',
      '281031',
      '[)>',
      '\u001e',
      '06',
      '9N',
      '\r\n',
      'é',
      '\u0000',
      '<GS>',
    ],
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(symbol, fc.string({ maxLength: 5 })), { maxLength: 12 }).map((parts) => parts.join('')),
  )

  it('always gets an answer, never an error', () => {
    fc.assert(
      fc.property(text, (scan) => {
        for (const mode of modes) {
          const reading = parseStrict(mode, scan)
          assert.ok(reading.ok || reading.err.length > 0)
        }
        assert.match(readScan(scan, { today }).kind, /^(medicine|other|ambiguous|unreadable)$/)
      }),
      { numRuns: 3000 },
    )
  }).timeout(60_000)

  it('always gets an answer when a real code is cut, doubled or overwritten somewhere', () => {
    const rows = rowSets.flatMap(rowsOf)
    fc.assert(
      fc.property(
        fc.constantFrom(...rows),
        fc.nat(200),
        fc.nat(20),
        fc.string({ maxLength: 4 }),
        (row, at, cut, put) => {
          const damaged = row.in.slice(0, at) + put + row.in.slice(at + cut)
          parseStrict(row.mode, damaged)
          const reading = readScan(damaged, { today })
          if (reading.kind === 'medicine') assert.ok(parseStrict('S', `]d2${reading.elementString}`).ok)
          if (reading.kind === 'ambiguous') assert.ok(reading.candidates.length > 1)
        },
      ),
      { numRuns: 3000 },
    )
  }).timeout(60_000)
})
