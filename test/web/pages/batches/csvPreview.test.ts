import assert from 'node:assert/strict'
import { readCsvPreview, splitCsvLine } from '../../../../scanner-web/src/pages/batches/csvPreview.ts'

const rows = (count: number, separator = ',') =>
  Array.from({ length: count }, (_, i) =>
    ['09506000134352', 'L1', '2028-06-30', `S${String(i + 1)}`].join(separator),
  )
const fileOf = (lines: readonly string[]) => new Blob([lines.join('\r\n')])

describe('the preview of a maker’s file', () => {
  it('shows the first rows with their line numbers, and which separator the header has', async () => {
    const file = fileOf(['gtin;lot;expiry;serial', ...rows(20, ';')])
    const { delimiter, isHeaderRight, rows: shown } = await readCsvPreview(file)
    assert.equal(delimiter, ';')
    assert.equal(isHeaderRight, true)
    assert.deepEqual(
      shown.map(({ line }) => line),
      [2, 3, 4, 5, 6, 7, 8, 9],
    )
    assert.deepEqual(shown[0]?.fields, ['09506000134352', 'L1', '2028-06-30', 'S1'])
  })

  it('shows what stands around a faulty line, far into the file', async () => {
    const file = fileOf(['gtin,lot,expiry,serial', ...rows(50_000)])
    const { rows: shown } = await readCsvPreview(file, 40_000)
    assert.deepEqual(
      shown.map(({ line, fields }) => [line, fields[3]]),
      [39_997, 39_998, 39_999, 40_000, 40_001, 40_002, 40_003].map((line) => [line, `S${String(line - 1)}`]),
    )
  })

  it('says when the first line is no header, and survives an empty file', async () => {
    assert.equal((await readCsvPreview(fileOf(rows(2)))).isHeaderRight, false)
    assert.deepEqual((await readCsvPreview(new Blob([]))).rows, [])
  })

  it('takes quoted values apart as RFC 4180 writes them', () => {
    assert.deepEqual(splitCsvLine('1,"a,b",2', ','), ['1', 'a,b', '2'])
    assert.deepEqual(splitCsvLine('"say ""x""",', ','), ['say "x"', ''])
    assert.deepEqual(splitCsvLine('', ','), [''])
  })
})
