/** What makes a bad picture of a code readable: each function gives a new picture. */
import type { GreyPicture } from './picture.ts'

/** Mean over a square of 2 `radius` + 1 pixels, by running sums: the cost does not grow with the radius. */
export function smooth(picture: GreyPicture, radius: number): GreyPicture {
  return transposedMean(transposedMean(picture, radius), radius)
}

/** Means along the rows, written as columns: twice is a square's mean, and both times memory is read in order. */
function transposedMean({ width, height, grey }: GreyPicture, radius: number): GreyPicture {
  const mean = new Uint8ClampedArray(grey.length)
  const share = 1 / (2 * radius + 1)
  const last = width - 1
  for (let y = 0; y < height; y++) {
    const row = y * width
    let sum = 0
    for (let x = -radius; x <= radius; x++) sum += grey[row + Math.min(last, Math.max(0, x))] ?? 0
    for (let x = 0; x < width; x++) {
      mean[x * height + y] = sum * share
      sum += (grey[row + Math.min(last, x + radius + 1)] ?? 0) - (grey[row + Math.max(0, x - radius)] ?? 0)
    }
  }
  return { width: height, height: width, grey: mean }
}

/** Unsharp mask: adds `strength` times what a blur over `radius` pixels takes away. */
export function sharpen(picture: GreyPicture, radius: number, strength: number): GreyPicture {
  const { width, height, grey } = picture
  const blurred = smooth(smooth(picture, radius), radius).grey
  const sharp = new Uint8ClampedArray(grey.length)
  for (let i = 0; i < sharp.length; i++) {
    const value = grey[i] ?? 0
    sharp[i] = value + strength * (value - (blurred[i] ?? 0))
  }
  return { width, height, grey: sharp }
}

/** For what is out of focus or moved. */
export function refocus(picture: GreyPicture): GreyPicture {
  return sharpen(smooth(smooth(picture, 1), 1), 3, 8)
}

/** Spreads the greys so that half a percent of the pixels is black and as many white. */
export function stretch({ width, height, grey }: GreyPicture): GreyPicture {
  const counts = new Uint32Array(256)
  for (const value of grey) counts[value] = (counts[value] ?? 0) + 1
  const ignored = grey.length * 0.005
  let low = 0
  for (let seen = counts[0] ?? 0; seen < ignored; seen += counts[low] ?? 0) low++
  let high = 255
  for (let seen = counts[255] ?? 0; seen < ignored; seen += counts[high] ?? 0) high--
  const gain = 255 / Math.max(1, high - low)
  return { width, height, grey: grey.map((value) => (value - low) * gain) }
}

/** Bilinear; `factor` above 1. */
export function enlarge({ width, height, grey }: GreyPicture, factor: number): GreyPicture {
  const columns = Math.round(width * factor)
  const rows = Math.round(height * factor)
  const large = new Uint8ClampedArray(columns * rows)
  const at = (position: number, size: number) => {
    const exact = Math.min(size - 1, Math.max(0, (position + 0.5) / factor - 0.5))
    const before = Math.floor(exact)
    return { before, after: Math.min(size - 1, before + 1), part: exact - before }
  }
  const across = Array.from({ length: columns }, (_, x) => at(x, width))
  for (let y = 0; y < rows; y++) {
    const down = at(y, height)
    const upper = down.before * width
    const lower = down.after * width
    let to = y * columns
    for (const { before, after, part } of across) {
      const top = (grey[upper + before] ?? 0) * (1 - part) + (grey[upper + after] ?? 0) * part
      const bottom = (grey[lower + before] ?? 0) * (1 - part) + (grey[lower + after] ?? 0) * part
      large[to++] = top + (bottom - top) * down.part
    }
  }
  return { width: columns, height: rows, grey: large }
}
