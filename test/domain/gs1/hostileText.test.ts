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

/** The fastest of several runs, ms: what the work costs when nothing else disturbs it. */
function fastest(text: string): number {
  let best = Infinity
  for (let run = 0; run < 5; run++) {
    const started = performance.now()
    readAll(text)
    best = Math.min(best, performance.now() - started)
  }
  return best
}

/** How many times as long `large` takes as `small`; measured anew while a busy machine may be to blame for the answer. */
function costRatio(small: string, large: string): number {
  let lowest = Infinity
  for (let attempt = 0; attempt < 5 && lowest > 12; attempt++) {
    // Under half a millisecond the clock's noise is larger than the work.
    lowest = Math.min(lowest, fastest(large) / Math.max(fastest(small), 0.5))
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
