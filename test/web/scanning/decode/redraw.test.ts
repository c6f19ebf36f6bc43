/** Symbols that a camera saw out of focus: located by their corners, give or take half a module, and not readable as they are. */
import assert from 'node:assert/strict'
import { fitGrid } from '../../../../scanner-web/src/scanning/decode/fitGrid.ts'
import { refocus } from '../../../../scanner-web/src/scanning/decode/enhance.ts'
import { projection, type Corners } from '../../../../scanner-web/src/scanning/decode/perspective.ts'
import { toPicture, type GreyPicture } from '../../../../scanner-web/src/scanning/decode/picture.ts'
import { redraw } from '../../../../scanner-web/src/scanning/decode/redraw.ts'
import { drawElements } from '../../../../server/src/batches/labels/drawSymbol.ts'
import { openDecoder } from '../../../../server/src/cli/decode/openDecoder.ts'
import { gaussianBlur } from '../../../bench/decode/greyPicture.ts'

const module = 6
const place = { x: 50, y: 40 }

/** Upright on light paper, each module six pixels wide; `blur` in modules. */
function photograph(text: string, blur: number): { picture: GreyPicture; modules: number } {
  const { columns, modules } = drawElements('datamatrix', text, 'https://example.org')
  const [width, height] = [columns * module + 100, columns * module + 100]
  const pixels = Float32Array.from({ length: width * height }, (_, i) => {
    const column = Math.floor(((i % width) - place.x) / module)
    const row = Math.floor((Math.floor(i / width) - place.y) / module)
    const inside = column >= 0 && row >= 0 && column < columns && row < columns
    return inside && modules[row * columns + column] === 1 ? 40 : 210
  })
  const blurred = gaussianBlur({ width, height, pixels }, blur * module)
  return { picture: { width, height, grey: Uint8ClampedArray.from(blurred.pixels) }, modules: columns }
}

/** Half a module off, each corner another way. */
function aboutCorners(modules: number): Corners {
  const [left, top] = [place.x, place.y]
  const [right, bottom] = [left + modules * module, top + modules * module]
  return [
    { x: left + 3, y: top - 2 },
    { x: right + 2, y: top + 3 },
    { x: right - 3, y: bottom - 1 },
    { x: left - 2, y: bottom + 2 },
  ]
}

const texts = [
  '0109506000134352',
  '010950600013435221K7QX2M9PLT',
  `010950600013435221K7QX2M9PLT4R8D6W1ZB3\u001d1728113010AX2611QP`,
]

describe('a located symbol', () => {
  it('has its modules counted and its corners moved to where they are', () => {
    for (const text of texts) {
      const { picture, modules } = photograph(text, 0.5)
      const grid = fitGrid(refocus(picture), aboutCorners(modules))
      assert.equal(grid.modules, modules)
      const [{ x, y }] = grid.corners
      assert.ok(Math.hypot(x - place.x, y - place.y) < module / 2, `${String(x)}, ${String(y)}`)
    }
  })

  it('is readable when it is drawn anew, however blurred it was', async () => {
    const decoder = await openDecoder()
    for (const text of texts) {
      const { picture, modules } = photograph(text, 0.75)
      assert.deepEqual(await decoder.fastPass(toPicture(picture)), [])
      const read: string[] = []
      for (const clean of redraw(picture, aboutCorners(modules))) {
        read.push(...(await decoder.fastPass(toPicture(clean))).map((code) => code.text))
      }
      assert.ok(read.includes(text), text)
      assert.deepEqual([...new Set(read)], [text])
    }
  })

  it('is not found where there is none', async () => {
    const decoder = await openDecoder()
    const even: GreyPicture = { width: 200, height: 200, grey: new Uint8ClampedArray(40_000).fill(128) }
    for (const clean of redraw(even, aboutCorners(16))) {
      assert.deepEqual(await decoder.fastPass(toPicture(clean)), [])
    }
  })
})

describe('the projection of a square', () => {
  it('takes its corners to those it was given, and straight lines to straight lines', () => {
    const corners: Corners = [
      { x: 10, y: 20 },
      { x: 110, y: 10 },
      { x: 130, y: 140 },
      { x: 5, y: 90 },
    ]
    const at = projection(corners)
    const near = (point: { x: number; y: number }) => ({
      x: Math.round(point.x * 1e6) / 1e6,
      y: Math.round(point.y * 1e6) / 1e6,
    })
    assert.deepEqual([at(0, 0), at(1, 0), at(1, 1), at(0, 1)].map(near), corners)
    const [a, b, c] = [at(0, 0), at(0.3, 0.3), at(1, 1)]
    assert.ok(Math.abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) < 1e-6)
  })
})
