/** A label as a camera sees it: turned, tilted, somewhere on a table. */
import { mapPixels, type GreyPicture } from './greyPicture.ts'
import type { Random } from './seededRandom.ts'

export interface Pose {
  width: number
  height: number
  /** Pixels of the photograph to one of the label. */
  scale: number
  /** Radians. */
  turn: number
  /** How much farther away an edge of the label is than its opposite, as a part of its distance: 0 to 0.5. */
  tiltX: number
  tiltY: number
}

/** The label lies in the middle, give or take, on a table with stripes, print and shadows; averaged over 3 x 3 samples a pixel. */
export function photographLabel(label: GreyPicture, pose: Pose, random: Random): GreyPicture {
  const { width, height } = pose
  const table = drawTable(width, height, random)
  const toLabel = labelPointOf(label, pose, random)
  return mapPixels(table, (behind, x, y) => {
    let sum = 0
    for (let sample = 0; sample < 9; sample++) {
      const at = toLabel(x + (sample % 3) / 3 - 1 / 3, y + Math.floor(sample / 3) / 3 - 1 / 3)
      sum += at === null ? behind : 20 + 0.86 * sampleAt(label, at.x, at.y)
    }
    return sum / 9
  })
}

/** Inverse of the projection; null beside the label. */
function labelPointOf(
  label: GreyPicture,
  { width, height, scale, turn, tiltX, tiltY }: Pose,
  random: Random,
) {
  const spareX = Math.max(0, (width - label.width * scale) / 2)
  const spareY = Math.max(0, (height - label.height * scale) / 2)
  const centreX = width / 2 + random.between(-0.5, 0.5) * spareX
  const centreY = height / 2 + random.between(-0.5, 0.5) * spareY
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  return (x: number, y: number): { x: number; y: number } | null => {
    const u = ((x - centreX) * cos + (y - centreY) * sin) / scale
    const v = ((y - centreY) * cos - (x - centreX) * sin) / scale
    const distance = 1 - (tiltX * u) / label.width - (tiltY * v) / label.height
    if (distance <= 0.1) return null
    const point = { x: u / distance + label.width / 2, y: v / distance + label.height / 2 }
    const inside = point.x >= 0 && point.y >= 0 && point.x < label.width && point.y < label.height
    return inside ? point : null
  }
}

function sampleAt({ width, pixels }: GreyPicture, x: number, y: number): number {
  return pixels[Math.floor(y) * width + Math.floor(x)] ?? 255
}

/** Something behind: a shade, stripes as of a bar code or of wood, and blocks as of print. */
function drawTable(width: number, height: number, random: Random): GreyPicture {
  const shade = random.between(40, 220)
  const slope = random.between(-60, 60)
  const period = random.between(5, 60)
  const depth = random.between(0, 40)
  const angle = random.between(0, Math.PI)
  const blocks = Array.from({ length: 14 }, () => ({
    x: random.between(0, width),
    y: random.between(0, height),
    w: random.between(4, width / 5),
    h: random.between(4, height / 8),
    value: random.between(0, 255),
  }))
  const empty = { width, height, pixels: new Float32Array(width * height) }
  return mapPixels(empty, (_, x, y) => {
    const block = blocks.find((b) => x >= b.x && x < b.x + b.w && y >= b.y && y < b.y + b.h)
    if (block !== undefined) return block.value
    const along = x * Math.cos(angle) + y * Math.sin(angle)
    return shade + (slope * x) / width + (Math.sin(along / period) > 0 ? depth : 0)
  })
}
