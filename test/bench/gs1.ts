/**
 * Agreement with GS1's engine over the sample rows, and lines a second of `veritrail gs1 parse`.
 * node --import tsx test/bench/gs1.ts [--json]
 */
import { Writable } from 'node:stream'
import { parseStrict } from '../../chaincode/src/domain/gs1/parseStrict.ts'
import { gs1Parse } from '../../server/src/cli/gs1/gs1Parse.ts'
import { rowsOf, rowSets, type Row } from '../data/gs1/rows.ts'

const linesToParse = 100_000

function agrees(row: Row): boolean {
  const answer = parseStrict(row.mode, row.in)
  if (!row.ok || !answer.ok) return !row.ok && !answer.ok && row.err === answer.err
  return row.ai === answer.ai && row.dl === answer.dl && row.scan === answer.scan
}

/** Seconds that the command needs for `count` lines made of `rows` over and over. */
async function secondsFor(rows: readonly Row[], count: number): Promise<number> {
  const lines = Array.from({ length: count }, (_, i) => {
    const row = rows[i % rows.length]
    return `${JSON.stringify({ mode: row?.mode, in: row?.in })}\n`
  })
  const chunks = Array.from({ length: Math.ceil(count / 100) }, (_, i) =>
    Buffer.from(lines.slice(i * 100, i * 100 + 100).join('')),
  )
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() })
  const started = performance.now()
  await gs1Parse(
    (async function* () {
      yield* chunks
    })(),
    sink,
  )
  return (performance.now() - started) / 1000
}

const rows = rowSets.flatMap(rowsOf)
const agreeing = rows.filter(agrees).length
const seconds = await secondsFor(rows, linesToParse)
const result = {
  rows: rows.length,
  agreeing,
  lines: linesToParse,
  seconds: Number(seconds.toFixed(3)),
  linesPerSecond: Math.round(linesToParse / seconds),
}
if (process.argv.includes('--json')) console.log(JSON.stringify(result))
else {
  console.log(`agreement with GS1's engine: ${String(result.agreeing)} of ${String(result.rows)} rows`)
  console.log(
    `gs1 parse: ${String(result.lines)} lines in ${String(result.seconds)} s, ${String(result.linesPerSecond)} lines/s`,
  )
}
if (agreeing !== rows.length) process.exitCode = 1
