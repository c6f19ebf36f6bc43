import assert from 'node:assert/strict'
import { readScan } from '../../../../chaincode/src/domain/gs1/readScan.ts'
import { openWorld, type World } from '../../world.ts'
import { rasterisePdf } from '../labels/rasterisePdf.ts'
import { readCodes } from '../labels/readPicture.ts'
import { amoxil500, registerProducts, registerStock, type Stock } from '../stock.ts'

const { gtin } = amoxil500

describe('codes and labels', () => {
  let world: World
  let stock: Stock
  before(async function () {
    this.timeout(60_000)
    world = await openWorld()
    await registerProducts(world)
    stock = await registerStock(world, 'PRINT', { count: 26 })
  })
  after(() => world.stop())

  const bytesOf = async (path: string): Promise<{ type: string | null; bytes: Buffer }> => {
    const { cookie } = world.as('northLab').credentials
    const answer = await fetch(`${world.url}/api/v1${path}`, { headers: { Cookie: cookie ?? '' } })
    assert.equal(answer.status, 200)
    return { type: answer.headers.get('Content-Type'), bytes: Buffer.from(await answer.arrayBuffer()) }
  }

  it('list a part of the batch', async () => {
    const { body } = await world
      .as('northLab')
      .get<{ text: string }>(`/batches/${gtin}/PRINT/codes?first=25&count=10`)
    const serials = body.text
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(',')[3])
    assert.deepEqual(serials, stock.serials.slice(24))
  })

  it('give codes that an import reads back', async () => {
    const { body } = await world.as('northLab').get<{ text: string }>(`/batches/${gtin}/PRINT/codes`)
    const rows = body.text.split('\n').map((row) => row.split(',').slice(0, 4).join(','))
    const again = await world
      .as('northLab')
      .post('/batches/import?markets=DE', rows.join('\n'), { 'Content-Type': 'text/csv' })
    const { fault } = again.body['facts'] as { fault: string }
    assert.deepEqual([again.body['code'], fault], ['FILE_INVALID', 'batchExists'])
  })

  it('print every label of the batch, readable, 24 on a sheet', async () => {
    const sheets = ['datamatrix', 'qr'].map((symbol) =>
      bytesOf(`/batches/${gtin}/PRINT/labels.pdf?symbol=${symbol}`),
    )
    for (const { type, bytes } of await Promise.all(sheets)) {
      assert.equal(type, 'application/pdf')
      const { pages, text } = rasterisePdf(bytes)
      const found = (await Promise.all(pages.map((page) => readCodes(page)))).map((codes) =>
        codes.map((code) => code.text),
      )
      assert.deepEqual(
        found.map((codes) => codes.length),
        [24, 2],
      )
      const serials = found.flat().map((code) => {
        const reading = readScan(code, { today: '2026-11-23' })
        return reading.kind === 'medicine' ? String(reading.serial) : code
      })
      assert.deepEqual(serials.sort(), [...stock.serials].sort())
      assert.ok(text.includes(amoxil500.name))
    }
  }).timeout(60_000)

  it('draw one label of a code as PNG and SVG', async () => {
    const [code = ''] = stock.codes
    const { type, bytes } = await bytesOf(`/labels/datamatrix.png?code=${encodeURIComponent(code)}`)
    assert.equal(type, 'image/png')
    const [read] = await readCodes(bytes)
    assert.ok(read?.text.includes(stock.serials[0] ?? '-'))
    const svg = await bytesOf(`/labels/qr.svg?code=${encodeURIComponent(code)}`)
    assert.match(svg.type ?? '', /^image\/svg\+xml/)
    assert.ok(svg.bytes.toString().includes(stock.serials[0] ?? '-'))
  })

  it('are refused for other participants, unknown batches and ranges, codes nobody can read', async () => {
    const path = `/batches/${gtin}/PRINT/codes`
    for (const [who, asked, status, code] of [
      ['cornerPharmacy', path, 403, 'FORBIDDEN'],
      ['nationalRegulator', path, 403, 'FORBIDDEN'],
      ['cornerPharmacy', `/batches/${gtin}/PRINT/labels.pdf`, 403, 'FORBIDDEN'],
      ['northLab', `/batches/${gtin}/NONE/codes`, 404, 'BATCH_UNKNOWN'],
      ['northLab', `${path}?first=27`, 400, 'INPUT_INVALID'],
      ['northLab', `${path}?first=0`, 400, 'INPUT_INVALID'],
      ['northLab', '/labels/datamatrix.png?code=hello', 400, 'INPUT_INVALID'],
      ['northLab', '/labels/aztec.png?code=hello', 400, 'INPUT_INVALID'],
      ['northLab', '/labels/qr.gif?code=hello', 404, 'NOT_FOUND'],
    ] as const) {
      const answer = await world.as(who).get(asked)
      assert.deepEqual([answer.status, answer.body['code']], [status, code], asked)
    }
  })
}).timeout(20_000)
