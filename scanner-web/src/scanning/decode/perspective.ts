/** A flat square as a camera sees it. */
import type { GreyPicture } from './picture.ts'

export interface Corner {
  x: number
  y: number
}

/** In a picture's pixels: top left, top right, bottom right, bottom left of a symbol as it is read. */
export type Corners = [Corner, Corner, Corner, Corner]

/** From the unit square, (0, 0) its top left, to the picture; points beside the square too. */
export function projection([a, b, c, d]: Corners): (u: number, v: number) => Corner {
  const across = { x: b.x - c.x, y: b.y - c.y }
  const down = { x: d.x - c.x, y: d.y - c.y }
  const skew = { x: a.x - b.x + c.x - d.x, y: a.y - b.y + c.y - d.y }
  // Three corners in a line are no square; any answer will do.
  const area = across.x * down.y - down.x * across.y || 1
  const g = (skew.x * down.y - down.x * skew.y) / area
  const h = (across.x * skew.y - skew.x * across.y) / area
  return (u, v) => {
    const distance = g * u + h * v + 1
    return {
      x: (a.x + (b.x * (1 + g) - a.x) * u + (d.x * (1 + h) - a.x) * v) / distance,
      y: (a.y + (b.y * (1 + g) - a.y) * u + (d.y * (1 + h) - a.y) * v) / distance,
    }
  }
}

/** Between the four pixels around a point; beside the picture, its edge. */
export function greyAt({ width, height, grey }: GreyPicture, { x, y }: Corner): number {
  const left = Math.min(width - 1.001, Math.max(0, x - 0.5))
  const top = Math.min(height - 1.001, Math.max(0, y - 0.5))
  const column = Math.floor(left)
  const i = Math.floor(top) * width + column
  const part = left - column
  const upper = (grey[i] ?? 0) * (1 - part) + (grey[i + 1] ?? 0) * part
  const lower = (grey[i + width] ?? 0) * (1 - part) + (grey[i + width + 1] ?? 0) * part
  return upper + (lower - upper) * (top - Math.floor(top))
}
