/** Grey pictures as numbers, and what a bad photograph does to them. */
import type { Random } from './seededRandom.ts'

export interface GreyPicture {
  width: number
  height: number
  /** Row by row, 0 black to 255 white; clamped only when it is encoded. */
  pixels: Float32Array
}

export function mapPixels(
  { width, height, pixels }: GreyPicture,
  change: (value: number, x: number, y: number) => number,
): GreyPicture {
  return { width, height, pixels: pixels.map((value, i) => change(value, i % width, Math.floor(i / width))) }
}

/** Separable Gaussian; `sigma` in pixels, 0 leaves the picture as it is. */
export function gaussianBlur(picture: GreyPicture, sigma: number): GreyPicture {
  if (sigma <= 0) return picture
  const radius = Math.ceil(sigma * 3)
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  )
  const along = (dx: number, dy: number) =>
    weights.map((weight, i) => ({ dx: (i - radius) * dx, dy: (i - radius) * dy, weight }))
  return convolve(convolve(picture, along(1, 0)), along(0, 1))
}

/** The camera moved `length` pixels in the direction `angle` (radians) while it looked. */
export function motionBlur(picture: GreyPicture, length: number, angle: number): GreyPicture {
  const steps = Math.max(1, Math.round(length))
  const taps = Array.from({ length: steps }, (_, i) => {
    const along = i - (steps - 1) / 2
    return { dx: Math.round(along * Math.cos(angle)), dy: Math.round(along * Math.sin(angle)), weight: 1 }
  })
  return convolve(picture, taps)
}

/** Sensor noise; `deviation` in grey values. */
export function addNoise(picture: GreyPicture, deviation: number, random: Random): GreyPicture {
  return mapPixels(picture, (value) => value + deviation * random.normal())
}

interface Tap {
  dx: number
  dy: number
  weight: number
}

function convolve({ width, height, pixels }: GreyPicture, taps: readonly Tap[]): GreyPicture {
  const total = taps.reduce((sum, { weight }) => sum + weight, 0)
  const result = new Float32Array(pixels.length)
  for (const { dx, dy, weight } of taps) {
    for (let y = 0; y < height; y++) {
      const row = Math.min(height - 1, Math.max(0, y + dy)) * width
      for (let x = 0; x < width; x++) {
        const from = row + Math.min(width - 1, Math.max(0, x + dx))
        result[y * width + x] = (result[y * width + x] ?? 0) + ((pixels[from] ?? 0) * weight) / total
      }
    }
  }
  return { width, height, pixels: result }
}
