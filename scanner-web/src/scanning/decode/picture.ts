/** Pictures as the decoder handles them: pure, the same in a browser's worker and in Node. */

/** The shape of a browser's ImageData: RGBA, row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** One byte a pixel, row by row, 0 is black. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly grey: Uint8ClampedArray
}

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Luma of ITU-R BT.601 in 8-bit arithmetic; alpha is not looked at. */
export function toGrey({ width, height, data }: Picture): GreyPicture {
  const grey = new Uint8ClampedArray(width * height)
  for (let i = 0, from = 0; i < grey.length; i++, from += 4) {
    grey[i] = ((data[from] ?? 0) * 77 + (data[from + 1] ?? 0) * 150 + (data[from + 2] ?? 0) * 29) >> 8
  }
  return { width, height, grey }
}

export function toPicture({ width, height, grey }: GreyPicture): Picture {
  const data = new Uint8ClampedArray(grey.length * 4)
  // Four equal bytes are one number in either byte order; a decoder does not look at alpha.
  new Uint32Array(data.buffer).forEach((_, i, pixels) => {
    pixels[i] = (grey[i] ?? 0) * 0x01010101
  })
  return { width, height, data }
}

export function crop({ width, grey }: GreyPicture, area: Area): GreyPicture {
  const part = new Uint8ClampedArray(area.width * area.height)
  for (let row = 0; row < area.height; row++) {
    const start = (area.y + row) * width + area.x
    part.set(grey.subarray(start, start + area.width), row * area.width)
  }
  return { width: area.width, height: area.height, grey: part }
}
