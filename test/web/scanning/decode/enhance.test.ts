import assert from 'node:assert/strict'
import { enlarge, sharpen, smooth, stretch } from '../../../../scanner-web/src/scanning/decode/enhance.ts'
import { likelyAreas } from '../../../../scanner-web/src/scanning/decode/likelyAreas.ts'
import {
  crop,
  toGrey,
  toPicture,
  type GreyPicture,
} from '../../../../scanner-web/src/scanning/decode/picture.ts'

function drawn(width: number, height: number, at: (x: number, y: number) => number): GreyPicture {
  const grey = Uint8ClampedArray.from({ length: width * height }, (_, i) =>
    at(i % width, Math.floor(i / width)),
  )
  return { width, height, grey }
}

describe('enhancing a picture', () => {
  it('smooths over a square, edges included', () => {
    const dot = drawn(5, 4, (x, y) => (x === 2 && y === 1 ? 90 : 0))
    const { width, height, grey } = smooth(dot, 1)
    assert.deepEqual([width, height], [5, 4])
    const rows = [0, 1, 2, 3].map((y) => [...grey.subarray(y * 5, y * 5 + 5)])
    const touched = [0, 10, 10, 10, 0]
    assert.deepEqual(rows, [touched, touched, touched, [0, 0, 0, 0, 0]])
  })

  it('leaves an even picture as it is, whatever is done to it', () => {
    const even = drawn(40, 30, () => 120)
    for (const same of [smooth(even, 3), sharpen(even, 3, 8)]) assert.deepEqual(same.grey, even.grey)
    const large = enlarge(even, 2)
    assert.deepEqual([large.width, large.height, new Set(large.grey)], [80, 60, new Set([120])])
  })

  it('makes an edge steeper', () => {
    const soft = drawn(20, 20, (x) => Math.min(180, Math.max(60, 60 + (x - 7) * 20)))
    const row = sharpen(soft, 2, 4).grey.subarray(200, 220)
    assert.ok((row[12] ?? 0) - (row[8] ?? 0) > 80, String([...row]))
  })

  it('stretches pale greys to black and white', () => {
    const pale = stretch(drawn(20, 20, (x) => (x < 10 ? 118 : 138)))
    assert.deepEqual(new Set(pale.grey), new Set([0, 255]))
    assert.deepEqual(new Set(stretch(drawn(4, 4, () => 7)).grey).size, 1, 'one grey alone')
  })

  it('crops and comes back from RGBA unchanged', () => {
    const steps = drawn(8, 6, (x, y) => x * 10 + y)
    assert.deepEqual(toGrey(toPicture(steps)), steps)
    assert.deepEqual([...crop(steps, { x: 2, y: 1, width: 2, height: 2 }).grey], [21, 31, 22, 32])
  })
})

describe('the likely areas', () => {
  const checks = (x: number, y: number) => ((x >> 2) + (y >> 2)) % 2 === 0
  const inside = (x: number, y: number) => x >= 900 && x < 1000 && y >= 500 && y < 600

  it('hold what has edges across and down, not what has stripes', () => {
    const picture = drawn(1280, 720, (x, y) => {
      if (inside(x, y)) return checks(x, y) ? 80 : 150
      return y < 300 && (x >> 2) % 2 === 0 ? 0 : 255
    })
    const [first] = likelyAreas(picture, 2)
    assert.ok(first !== undefined)
    assert.ok(first.x <= 900 && first.x + first.width >= 1000, JSON.stringify(first))
    assert.ok(first.y <= 500 && first.y + first.height >= 600, JSON.stringify(first))
  })

  it('lie within the picture, and a small picture is one', () => {
    for (const { x, y, width, height } of likelyAreas(drawn(1280, 720, inside_), 2)) {
      assert.ok(x >= 0 && y >= 0 && x + width <= 1280 && y + height <= 720)
    }
    assert.deepEqual(
      likelyAreas(
        drawn(300, 200, () => 0),
        2,
      ),
      [{ x: 0, y: 0, width: 300, height: 200 }],
    )
    assert.deepEqual(
      likelyAreas(
        drawn(1, 100, () => 0),
        2,
      ),
      [{ x: 0, y: 0, width: 1, height: 100 }],
    )
  })

  const inside_ = (x: number, y: number) => (x > 1200 && y > 650 && checks(x, y) ? 0 : 255)
})
