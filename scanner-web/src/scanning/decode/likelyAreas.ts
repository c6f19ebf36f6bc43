/** Where in a picture a matrix code may be: where there are many edges, across as well as down. */
import type { Area, GreyPicture } from './picture.ts'

const cell = 8
/** Cells on each side that count with one. */
const reach = 5
/** Sides of an area in pixels: room for the largest symbols, and no more than an attempt has time for. */
const smallest = 240
const largest = 640

/**
 * `count` squares, the likeliest first, each about 0.45 of the picture's shorter side; a small picture is one area.
 */
export function likelyAreas(picture: GreyPicture, count: number): Area[] {
  const { width, height } = picture
  const side = Math.min(largest, Math.max(smallest, Math.round(Math.min(width, height) * 0.45)))
  if (Math.min(width, height) < 2 * smallest) return [{ x: 0, y: 0, width, height }]
  const columns = Math.floor(width / cell)
  const rows = Math.floor(height / cell)
  const crowded = sumAround(edges(picture, columns, rows), columns, rows)
  return Array.from({ length: count }, () => {
    const best = crowded.reduce((most, value, i) => (value > (crowded[most] ?? 0) ? i : most), 0)
    const column = best % columns
    const row = Math.floor(best / columns)
    clearAround(crowded, columns, rows, column, row, Math.round((side / cell) * 0.35))
    return {
      x: within(Math.round((column + 0.5) * cell - side / 2), width - side),
      y: within(Math.round((row + 0.5) * cell - side / 2), height - side),
      width: side,
      height: side,
    }
  })
}

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value))
}

/** For each cell the weaker of its edges across and down: stripes and bar codes have only one of them. */
function edges({ width, height, grey }: GreyPicture, columns: number, rows: number): Float32Array {
  const strength = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let across = 0
      let down = 0
      for (let y = row * cell; y < Math.min(height - 2, (row + 1) * cell); y++) {
        for (let x = column * cell; x < Math.min(width - 2, (column + 1) * cell); x++) {
          const value = grey[y * width + x] ?? 0
          across += Math.abs(value - (grey[y * width + x + 2] ?? 0))
          down += Math.abs(value - (grey[(y + 2) * width + x] ?? 0))
        }
      }
      strength[row * columns + column] = Math.min(across, down)
    }
  }
  return strength
}

function sumAround(values: Float32Array, columns: number, rows: number): Float32Array {
  const along = (from: Float32Array, length: number, lines: number, step: number, line: number) => {
    const to = new Float32Array(from.length)
    for (let i = 0; i < lines; i++) {
      for (let j = 0; j < length; j++) {
        let sum = 0
        for (let k = Math.max(0, j - reach); k <= Math.min(length - 1, j + reach); k++) {
          sum += from[i * line + k * step] ?? 0
        }
        to[i * line + j * step] = sum
      }
    }
    return to
  }
  return along(along(values, columns, rows, 1, columns), rows, columns, columns, 1)
}

function clearAround(
  values: Float32Array,
  columns: number,
  rows: number,
  column: number,
  row: number,
  distance: number,
): void {
  for (let y = Math.max(0, row - distance); y < Math.min(rows, row + distance); y++) {
    values.fill(
      -1,
      y * columns + Math.max(0, column - distance),
      y * columns + Math.min(columns, column + distance),
    )
  }
}
