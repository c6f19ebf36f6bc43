import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { parseGtin, parseLot, parseSerial } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { readScan } from '../../../../chaincode/src/domain/gs1/readScan.ts'
import type { MedicineCode } from '../../../../chaincode/src/domain/gs1/write.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import { composeLabel, labelSize } from '../../../../server/src/batches/labels/composeLabel.ts'
import {
  drawElements,
  drawSymbol,
  symbologies,
  type Symbology,
} from '../../../../server/src/batches/labels/drawSymbol.ts'
import { labelSheets } from '../../../../server/src/batches/labels/labelSheets.ts'
import { pngLabel } from '../../../../server/src/batches/labels/pngLabel.ts'
import { svgLabel } from '../../../../server/src/batches/labels/svgLabel.ts'
import { rasterisePdf } from './rasterisePdf.ts'
import { blank, fillRectangle, readCodes, type Raster } from './readPicture.ts'

const publicUrl = 'https://verify.northlab.example'
const amoxil500: MedicineCode = {
  gtin: parseGtin('09506000134352'),
  serial: parseSerial('K7RQ2M9XW4T1ZB0C'),
  lot: parseLot('A1-2028'),
  expiresOn: '2028-01-31',
}
const labelOf = (symbology: Symbology, code: MedicineCode, names: string[] = []) =>
  composeLabel(code, drawSymbol(symbology, code, publicUrl), names)

/** What a pharmacy's scanner makes of the only code in the picture. */
async function scan(picture: Uint8Array | Raster, symbology: Symbology) {
  const { gtin, serial, lot, expiresOn } = await scanReading(picture, symbology)
  return { gtin, serial, lot, expiresOn }
}

async function scanReading(picture: Uint8Array | Raster, symbology: Symbology) {
  const [code, ...others] = await readCodes(picture)
  assert.ok(code, 'no code was found')
  assert.equal(others.length, 0)
  assert.deepEqual(
    [code.format, code.symbology],
    symbology === 'qr' ? ['QRCode', ']Q1'] : ['DataMatrix', ']d2'],
  )
  const reading = readScan(code.text, { today: '2026-11-23' })
  assert.equal(reading.kind, 'medicine')
  return reading
}

/** The modules of an SVG label, 20 pixels a millimetre. */
function rasteriseSvg(svg: string): Raster {
  const raster = blank(Math.ceil(labelSize.width * 20), Math.ceil(labelSize.height * 20))
  const [, x = '', y = '', module = '', path = ''] =
    /translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+)\).* d="([^"]+)"/.exec(svg) ?? []
  for (const [, column, row, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    const left = Number(x) + Number(column) * Number(module)
    const top = Number(y) + Number(row) * Number(module)
    fillRectangle(
      raster,
      left * 20,
      top * 20,
      (left + Number(length) * Number(module)) * 20,
      (top + Number(module)) * 20,
    )
  }
  return raster
}

describe('labels', () => {
  for (const symbology of symbologies) {
    it(`read back the same from a PNG picture: ${symbology}`, async () => {
      assert.deepEqual(await scan(pngLabel(labelOf(symbology, amoxil500)), symbology), amoxil500)
    })

    it(`read back the same from an SVG picture: ${symbology}`, async () => {
      const svg = svgLabel(labelOf(symbology, amoxil500))
      assert.deepEqual(await scan(rasteriseSvg(svg), symbology), amoxil500)
    })

    it(`carry any lot and serial, brackets, quotes and percent signs too: ${symbology}`, async () => {
      const set82 = Array.from(
        `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`,
      )
      const value = fc.string({ unit: fc.constantFrom(...set82), minLength: 1, maxLength: 20 })
      await fc.assert(
        fc.asyncProperty(value, value, async (lot, serial) => {
          const code = { ...amoxil500, lot: parseLot(lot), serial: parseSerial(serial) }
          assert.deepEqual(await scan(rasteriseSvg(svgLabel(labelOf(symbology, code))), symbology), code)
        }),
        { numRuns: 20, examples: [['-', '0hIj(&']] },
      )
    }).timeout(30_000)
  }

  for (const symbology of symbologies) {
    it(`keep every element of a code that somebody else made, as it was printed: ${symbology}`, async () => {
      const signature = `AbC-${'z_9'.repeat(28)}Aw`
      const signed = `01095060001343521728100010A1-2028\u001d21K7RQ2M\u001d8030${signature}`
      const label = composeLabel(amoxil500, drawElements(symbology, signed, publicUrl), [])
      assert.ok(label.symbol.module >= 0.255, 'GS1 allows no smaller module')
      const { elementString } = await scanReading(pngLabel(label), symbology)
      for (const part of ['17281000', `8030${signature}`, 'A1-2028', '21K7RQ2M'])
        assert.ok(elementString.includes(part), `${part} is lost`)
    })

    it(`are refused for more than fits on one: ${symbology}`, () => {
      const long = `010950600013435221K7RQ2M\u001d${'8200http://northlab.example/'.padEnd(74, 'a')}`
      const notes = ['91', '92', '93', '94', '95'].map((ai) => `\u001d${ai}${'b'.repeat(80)}`).join('')
      assert.throws(
        () => drawElements(symbology, long + notes, publicUrl),
        (error) => error instanceof RuleViolation && error.facts['field'] === 'code',
      )
    })
  }

  it('say in letters what the symbol holds, in the SVG', () => {
    const svg = svgLabel(labelOf('datamatrix', { ...amoxil500, lot: parseLot('A<&1') }))
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text)
    assert.deepEqual(texts, [
      'PC',
      '09506000134352',
      'SN',
      'K7RQ2M9XW4T1ZB0C',
      'LOT',
      'A&lt;&amp;1',
      'EXP',
      '2028-01-31',
    ])
  })

  it('keep text and symbol inside the label and apart, also at their longest', () => {
    const longest = { ...amoxil500, lot: parseLot('W'.repeat(20)), serial: parseSerial('W'.repeat(20)) }
    for (const symbology of symbologies) {
      const { symbol, texts } = labelOf(symbology, longest, ['W'.repeat(80), 'm'.repeat(80)])
      const right = symbol.x + (symbol.symbol.columns + symbol.symbol.quietZone) * symbol.module
      const bottom = symbol.y + (symbol.symbol.rows + symbol.symbol.quietZone) * symbol.module
      assert.ok(symbol.x - symbol.symbol.quietZone * symbol.module > 0 && bottom < labelSize.height)
      assert.ok(symbol.module >= 0.255, 'GS1 allows no smaller module')
      for (const { x, y, size, text, role } of texts) {
        assert.ok(x >= right, `${text} begins in the quiet zone`)
        assert.ok(y - size > 0 && y < labelSize.height)
        if (role === 'value') assert.ok(x + text.length * 0.6 * size <= labelSize.width, `${text} runs out`)
      }
    }
  })

  it('stand 24 on an A4 sheet, each one readable, in order, with the product’s name', async () => {
    const codes = Array.from({ length: 30 }, (_, i) => ({
      ...amoxil500,
      serial: parseSerial(`SERIAL${String(i).padStart(10, '0')}`),
    }))
    async function* labels() {
      for (const code of codes) yield await Promise.resolve(labelOf('datamatrix', code, ['Amoxil 500 mg']))
    }
    const pdf = await buffer(labelSheets(labels(), 'Labels'))
    const { pages, text } = rasterisePdf(pdf)
    assert.equal(pages.length, 2)
    const found = await Promise.all(
      pages.map(async (page) => (await readCodes(page)).map((code) => code.text)),
    )
    assert.deepEqual(
      found.map((texts) => texts.length),
      [24, 6],
    )
    const serials = found.flat().map((code) => code.slice(code.indexOf('SERIAL')))
    assert.deepEqual(
      serials.sort(),
      codes.map(({ serial }) => serial),
    )
    for (const { serial } of codes)
      assert.ok(text.includes(serial), `${serial} is not on the sheet in letters`)
    assert.ok(text.includes('Amoxil 500 mg'))
  }).timeout(30_000)
})
