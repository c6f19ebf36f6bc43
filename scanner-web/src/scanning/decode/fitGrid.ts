/**
 * The modules of a square DataMatrix that was located but could not be read: how many there are, and where exactly. The
 * border tells (ISO/IEC 16022): dark left and below, dark and light in turn above and right, light all around.
 */
import { greyAt, projection, type Corner, type Corners } from './perspective.ts'
import type { GreyPicture } from './picture.ts'

export interface Grid {
  corners: Corners
  /** Along a side. */
  modules: number
}

/** Sides of ISO/IEC 16022, table 7; smaller symbols have too little error correction to be believed, larger ones are on no pack. */
const sides = [16, 18, 20, 22, 24, 26, 32, 36, 40, 44, 48, 52]
/** In modules: how far a corner is moved, one try after the other. */
const steps = [0.6, 0.3, 0.15, 0.15]
const directions = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const

/** @param picture sharpened, so that the turns of the border show; @param corners about right, give or take a module */
export function fitGrid(picture: GreyPicture, corners: Corners): Grid {
  const grids = sides.map((modules) => moveCorners(picture, { corners, modules }))
  const regularity = grids.map((grid) => borderOf(picture, grid).regularity)
  const best = regularity.indexOf(Math.max(...regularity))
  return grids[best] ?? { corners, modules: 16 }
}

function moveCorners(picture: GreyPicture, { corners, modules }: Grid): Grid {
  const [a, , c] = corners
  const module = Math.hypot(a.x - c.x, a.y - c.y) / Math.SQRT2 / modules
  let best: Grid = { corners, modules }
  let most = borderOf(picture, best).contrast
  for (const step of steps) {
    for (const corner of corners.keys()) {
      for (const [dx, dy] of directions) {
        const moved = best.corners.map(({ x, y }: Corner, i) =>
          i === corner ? { x: x + dx * step * module, y: y + dy * step * module } : { x, y },
        ) as Corners
        const { contrast } = borderOf(picture, { corners: moved, modules })
        if (contrast <= most) continue
        most = contrast
        best = { corners: moved, modules }
      }
    }
  }
  return best
}

/**
 * `contrast`: how much lighter than the others those modules are that should be light. `regularity`: how steadily dark and
 * light take turns, whatever their contrast; a wrong number of modules falls out of step.
 */
function borderOf(
  picture: GreyPicture,
  { corners, modules }: Grid,
): { contrast: number; regularity: number } {
  const toPicture = projection(corners)
  const grey = (column: number, row: number) =>
    greyAt(picture, toPicture((column + 0.5) / modules, (row + 0.5) / modules))
  const last = modules - 1
  const above = Array.from({ length: modules }, (_, i) => grey(i, 0))
  const right = Array.from({ length: modules }, (_, i) => grey(last, last - i))
  let outline = 0
  let turns = 0
  let power = 0
  for (let i = 0; i < modules; i++) {
    outline += grey(-1, i) + grey(i, modules) - grey(0, i) - grey(i, last)
    outline += (grey(i, -1) + grey(modules, i) - (above[i] ?? 0) - (right[last - i] ?? 0)) / 2
    if (i === 0 || i === last) continue
    for (const side of [above, right]) {
      const turn = (side[i] ?? 0) - ((side[i - 1] ?? 0) + (side[i + 1] ?? 0)) / 2
      turns += i % 2 === 1 ? turn : -turn
      power += turn * turn
    }
  }
  return { contrast: (2 * turns + outline) / modules, regularity: turns / Math.sqrt(power + 1) }
}
