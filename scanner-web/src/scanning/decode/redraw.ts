/**
 * A DataMatrix that was located but is too blurred to be read, drawn anew. On the grid of its modules blur can be undone much
 * farther than on pixels: a module is dark or light and nothing between, and those of the border are known.
 */
import { refocus } from './enhance.ts'
import { fitGrid, type Grid } from './fitGrid.ts'
import { greyAt, projection, type Corner, type Corners } from './perspective.ts'
import { crop, type Area, type GreyPicture } from './picture.ts'

/** Standard deviations in modules, of a blur that is taken for Gaussian. */
const blurs = [0.5, 0.7, 0.9]
const rounds = 30
/** Light modules around it. */
const quiet = 2
const pixelsPerModule = 4

/** Clean pictures of what the symbol may be, one for each blur; the reader's error correction tells which one is right. */
export function* redraw(picture: GreyPicture, located: Corners): Generator<GreyPicture> {
  const area = around(located, picture)
  const part = crop(picture, area)
  const corners = located.map(({ x, y }) => ({ x: x - area.x, y: y - area.y })) as Corners
  const grid = fitGrid(refocus(part), corners)
  const seen = lightness(part, grid)
  for (const blur of blurs) yield draw(undoBlur(seen, grid.modules, blur), grid.modules)
}

/** With a quarter more on each side. */
function around(corners: readonly Corner[], { width, height }: GreyPicture): Area {
  const span = (values: number[], size: number) => {
    const [low, high] = [Math.min(...values), Math.max(...values)]
    const margin = (high - low) / 4
    const from = Math.floor(Math.min(size - 2, Math.max(0, low - margin)))
    return [from, Math.max(2, Math.ceil(Math.min(size, high + margin)) - from)] as const
  }
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)]
  const [[x, across], [y, down]] = [span(xs, width), span(ys, height)]
  return { x, y, width: across, height: down }
}

/** Of each module and the quiet ones around, row by row: 1 as light as paper, 0 as dark as ink. */
function lightness(picture: GreyPicture, { corners, modules }: Grid): Float32Array {
  const side = modules + 2 * quiet
  const toPicture = projection(corners)
  const seen = Float32Array.from({ length: side * side }, (_, i) => {
    let sum = 0
    for (let sample = 0; sample < 9; sample++) {
      const column = (i % side) - quiet + 0.25 + (sample % 3) / 4
      const row = Math.floor(i / side) - quiet + 0.25 + Math.floor(sample / 3) / 4
      sum += greyAt(picture, toPicture(column / modules, row / modules))
    }
    return sum / 9
  })
  const sorted = Float32Array.from(seen).sort()
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  const paper = at(0.9)
  // Blur leaves hardly a module as dark as it was.
  const ink = at(0.03) - (paper - at(0.03)) / 4
  return seen.map((value) => (value - ink) / Math.max(1, paper - ink))
}

/** Van Cittert's iteration, kept between dark and light and to what is known. */
function undoBlur(seen: Float32Array, modules: number, deviation: number): Float32Array {
  const side = modules + 2 * quiet
  const sharp = Float32Array.from(seen)
  const keepToKnown = () =>
    sharp.forEach((value, i) => {
      sharp[i] =
        knownModule((i % side) - quiet, Math.floor(i / side) - quiet, modules) ??
        Math.min(1, Math.max(0, value))
    })
  keepToKnown()
  for (let round = 0; round < rounds; round++) {
    const blurred = blurAcross(blurAcross(sharp, side, deviation), side, deviation)
    for (let i = 0; i < sharp.length; i++) sharp[i] = (sharp[i] ?? 0) + (seen[i] ?? 0) - (blurred[i] ?? 0)
    keepToKnown()
  }
  return sharp
}

/** 1 light, 0 dark, null: it may be either. */
function knownModule(column: number, row: number, modules: number): 0 | 1 | null {
  const last = modules - 1
  if (column < 0 || row < 0 || column > last || row > last) return 1
  if (column === 0 || row === last) return 0
  if (row === 0) return column % 2 === 0 ? 0 : 1
  if (column === last) return row % 2 === 0 ? 1 : 0
  return null
}

/** Along the rows, written as columns, so that twice is both ways. */
function blurAcross(values: Float32Array, side: number, deviation: number): Float32Array {
  const near = Math.exp(-0.5 / deviation ** 2)
  const far = Math.exp(-2 / deviation ** 2)
  const total = 1 + 2 * near + 2 * far
  const blurred = new Float32Array(values.length)
  for (let row = 0; row < side; row++) {
    const at = (column: number) => values[row * side + Math.min(side - 1, Math.max(0, column))] ?? 0
    for (let column = 0; column < side; column++) {
      const sum =
        at(column) + near * (at(column - 1) + at(column + 1)) + far * (at(column - 2) + at(column + 2))
      blurred[column * side + row] = sum / total
    }
  }
  return blurred
}

function draw(light: Float32Array, modules: number): GreyPicture {
  const side = modules + 2 * quiet
  const width = side * pixelsPerModule
  const grey = Uint8ClampedArray.from({ length: width * width }, (_, i) => {
    const column = Math.floor((i % width) / pixelsPerModule)
    const row = Math.floor(i / width / pixelsPerModule)
    return (light[row * side + column] ?? 1) < 0.5 ? 0 : 255
  })
  return { width, height: width, grey }
}
