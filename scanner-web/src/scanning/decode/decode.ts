/**
 * From a picture to the codes in it, by two passes: a fast one for every frame of a camera, a hard one for every few
 * and for single pictures. Nothing is guessed: both symbologies carry Reed-Solomon error correction, and where that is
 * short, what only an enhanced picture shows must be seen twice.
 */
import { attempts, type Attempt } from './attempts.ts'
import { likelyAreas } from './likelyAreas.ts'
import type { Corner, Corners } from './perspective.ts'
import { crop, toGrey, toPicture, type Area, type GreyPicture, type Picture } from './picture.ts'
import { redraw } from './redraw.ts'
import type { ReaderOptions, ReadSymbol, ReadSymbols } from './symbolReader.ts'

export interface DecodedCode {
  format: 'DataMatrix' | 'QRCode'
  /** FNC1 as U+001D, the first one left out. */
  text: string
  /** ISO/IEC 15424, such as `]d2` for GS1 DataMatrix. */
  symbologyIdentifier: string
  bytes: Uint8Array
  corners: Corners
}

export interface Decoder {
  fastPass: (picture: Picture) => Promise<DecodedCode[]>
  /**
   * Climbs the ladder until something is found or, `budgetMs` after the start, begins no further attempt. `firstAttempt`
   * turns the ladder, so that several passes over a standing camera's frames try everything.
   */
  hardPass: (
    picture: Picture,
    limits?: { budgetMs?: number; firstAttempt?: number },
  ) => Promise<DecodedCode[]>
}

const hard: ReaderOptions = {
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  tryDenoise: false,
  binarizer: 'LocalAverage',
  returnErrors: false,
}
const fast: ReaderOptions = { ...hard, tryRotate: false, tryInvert: false }

/** A shorter message has so few error correction codewords that noise may look like one. */
const firmBytes = 8
const areaCount = 2
/** Of what one attempt locates and cannot read, so many are drawn anew. */
const redrawCount = 2

/** @param now milliseconds of a clock that only goes forward */
export function createDecoder(read: ReadSymbols, now: () => number): Decoder {
  const plain = async (picture: Picture, options: ReaderOptions) =>
    centralFirst(
      (await read(picture, options)).flatMap((symbol) => toCode(symbol)),
      picture,
    )

  async function hardPass(picture: Picture, { budgetMs = Infinity, firstAttempt = 0 } = {}) {
    const end = now() + budgetMs
    const found = await plain(picture, hard)
    if (found.length > 0) return found
    const grey = toGrey(picture)
    const areas = likelyAreas(grey, areaCount)
    const once = new Set<string>()
    for (const attempt of turned(attempts, firstAttempt)) {
      if (now() >= end) break
      const codes = await climb(read, attempt, grey, areas)
      const firm = codes.filter((code) => code.bytes.length >= firmBytes || once.has(sameness(code)))
      if (firm.length > 0) return firm
      for (const code of codes) once.add(sameness(code))
    }
    return []
  }

  return { fastPass: (picture) => plain(picture, fast), hardPass }
}

async function climb(read: ReadSymbols, attempt: Attempt, grey: GreyPicture, areas: readonly Area[]) {
  const whole = { x: 0, y: 0, width: grey.width, height: grey.height }
  for (const area of attempt.where === 'whole' ? [whole] : areas) {
    const part = attempt.where === 'whole' ? grey : crop(grey, area)
    const options = { ...hard, ...attempt.options, returnErrors: true }
    const symbols = await read(toPicture(attempt.enhance(part)), options)
    const placed = symbols.map((symbol) => ({
      symbol,
      corners: placeIn(cornersOf(symbol), area, attempt.scale),
    }))
    const codes = placed.flatMap(({ symbol, corners }) => toCode(symbol, corners))
    if (codes.length > 0) return centralFirst(codes, grey)
    const located = placed.filter(({ symbol }) => !symbol.isValid && symbol.format === 'DataMatrix')
    for (const { corners } of located.slice(0, redrawCount)) {
      const code = await readRedrawn(read, grey, corners)
      if (code !== null) return [code]
    }
  }
  return []
}

async function readRedrawn(
  read: ReadSymbols,
  grey: GreyPicture,
  corners: Corners,
): Promise<DecodedCode | null> {
  for (const clean of redraw(grey, corners)) {
    const [code] = (await read(toPicture(clean), fast)).flatMap((symbol) => toCode(symbol, corners))
    if (code !== undefined) return code
  }
  return null
}

function cornersOf({ position }: ReadSymbol): Corners {
  return [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft]
}

function toCode(symbol: ReadSymbol, corners = cornersOf(symbol)): DecodedCode[] {
  const { isValid, format, text, symbologyIdentifier, bytes } = symbol
  const known = format === 'DataMatrix' || format === 'QRCode' ? format : null
  return isValid && known !== null ? [{ format: known, text, symbologyIdentifier, bytes, corners }] : []
}

/** A person aims: what is nearest the middle is what she means. */
function centralFirst(
  codes: DecodedCode[],
  { width, height }: { width: number; height: number },
): DecodedCode[] {
  const away = ({ corners }: DecodedCode) => {
    const [x, y] = [mean(corners.map((corner) => corner.x)), mean(corners.map((corner) => corner.y))]
    return Math.hypot(x - width / 2, y - height / 2)
  }
  return codes.sort((a, b) => away(a) - away(b))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** From an enhanced part's pixels to the whole picture's. */
function placeIn([a, b, c, d]: Corners, area: Area, scale: number): Corners {
  const place = ({ x, y }: Corner): Corner => ({ x: area.x + x / scale, y: area.y + y / scale })
  return [place(a), place(b), place(c), place(d)]
}

function sameness({ format, text }: DecodedCode): string {
  return `${format} ${text}`
}

function turned<T>(items: readonly T[], first: number): T[] {
  const start = first % items.length
  return [...items.slice(start), ...items.slice(0, start)]
}
