/** Degraded photographs of printed DataMatrix labels, the same in every run; a tenth of them for each fault. */
import sharp from 'sharp'
import { checkDigit, parseGtin, parseLot, parseSerial } from '../../../chaincode/src/domain/gs1/keys.ts'
import { medicineElements, toElementString } from '../../../chaincode/src/domain/gs1/write.ts'
import { composeLabel } from '../../../server/src/batches/labels/composeLabel.ts'
import { drawSymbol } from '../../../server/src/batches/labels/drawSymbol.ts'
import { pngLabel } from '../../../server/src/batches/labels/pngLabel.ts'
import { addNoise, gaussianBlur, mapPixels, motionBlur, type GreyPicture } from './greyPicture.ts'
import { photographLabel, type Pose } from './photographLabel.ts'
import { seededRandom, type Random } from './seededRandom.ts'

export const faults = [
  'blur',
  'motion',
  'noise',
  'contrast',
  'perspective',
  'rotation',
  'glare',
  'small',
  'compression',
  'several',
] as const
export type Fault = (typeof faults)[number]

export interface PackPhotograph {
  name: string
  fault: Fault
  /** What the symbol says, without the leading FNC1. */
  text: string
  jpeg: Buffer
}

interface Harm {
  /** Modules are about this many pixels wide. */
  modulePixels: number
  turn: number
  tilt: number
  /** In modules, so that a harm is as bad for a small symbol as for a large one. */
  blurModules: number
  motionModules: number
  noise: number
  contrast: number
  glare: number
  quality: number
}

const digits = '0123456789'
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

export async function packPhotograph(number: number): Promise<PackPhotograph> {
  const random = seededRandom(number * 7919 + 1)
  const fault = faults[number % faults.length] ?? 'several'
  const body = '0' + random.text(digits, 12)
  const code = {
    gtin: parseGtin(body + checkDigit(body)),
    serial: parseSerial(random.text(digits + letters, random.pick([10, 14, 20]))),
    lot: parseLot(random.text(digits + letters, random.pick([5, 8, 12]))),
    expiresOn: `20${random.pick(['27', '28', '29'])}-${random.pick(['01', '06', '11'])}-28`,
  }
  const symbol = drawSymbol('datamatrix', code, 'https://example.org')
  const label = composeLabel(code, symbol, ['Amoxil 500 mg', '20 capsules'])
  const drawn = await toGrey(pngLabel(label))
  const harm = harmOf(fault, random)
  // Labels are drawn at 600 dpi.
  const pose = poseOf(harm, label.symbol.module * (600 / 25.4), random)
  const photograph = spoil(photographLabel(drawn, pose, random), harm, random)
  return {
    name: `${fault}-${String(number).padStart(3, '0')}`,
    fault,
    text: toElementString(medicineElements(code)),
    jpeg: await toJpeg(photograph, harm.quality),
  }
}

/** Every photograph has a little of everything; the fault's own share goes up to where good readers begin to fail. */
function harmOf(fault: Fault, random: Random): Harm {
  const has = (...names: Fault[]) => names.includes(fault)
  const some = (much: boolean, mild: number, low: number, high: number) => {
    if (fault === 'several') return random.between(mild, (low + high) / 2)
    return much ? random.between(low, high) : mild
  }
  return {
    modulePixels: has('small') ? random.between(1.5, 2.6) : random.between(2.8, 7),
    turn: has('rotation', 'several') ? random.between(-Math.PI, Math.PI) : random.between(-0.12, 0.12),
    tilt: some(has('perspective'), 0.03, 0.2, 0.75),
    blurModules: some(has('blur'), 0.15, 0.4, 0.85),
    motionModules: some(has('motion'), 0, 0.7, 1.9),
    noise: some(has('noise'), 3, 20, 70),
    contrast: has('contrast', 'several') ? random.between(0.06, 0.35) : 1,
    glare: some(has('glare'), 0, 90, 320),
    quality: Math.round(has('compression') ? random.between(4, 22) : random.between(60, 90)),
  }
}

function poseOf({ modulePixels, turn, tilt }: Harm, moduleDots: number, random: Random): Pose {
  const direction = random.between(0, 2 * Math.PI)
  const size = random.pick([
    { width: 1280, height: 720 },
    { width: 960, height: 720 },
    { width: 800, height: 600 },
  ])
  return {
    ...size,
    scale: modulePixels / moduleDots,
    turn,
    tiltX: tilt * Math.cos(direction),
    tiltY: tilt * Math.sin(direction),
  }
}

function spoil(clear: GreyPicture, harm: Harm, random: Random): GreyPicture {
  const lit = shine(clear, harm.glare, random)
  const soft = gaussianBlur(lit, harm.blurModules * harm.modulePixels)
  const moved = motionBlur(soft, harm.motionModules * harm.modulePixels, random.between(0, Math.PI))
  const middle = random.between(70, 190)
  // Noise is the sensor's: as strong where the light gave little contrast, if the exposure was not that bad.
  const flat =
    harm.contrast === 1 ? moved : mapPixels(moved, (value) => middle + (value - 128) * harm.contrast)
  return addNoise(flat, harm.contrast === 1 ? harm.noise : Math.min(harm.noise, harm.contrast * 25), random)
}

/** A light's reflection near the symbol, which lies left of the middle. */
function shine(picture: GreyPicture, strength: number, random: Random): GreyPicture {
  if (strength === 0) return picture
  const { width, height } = picture
  const centre = { x: width * random.between(0.3, 0.6), y: height * random.between(0.35, 0.65) }
  const reach = { x: width * random.between(0.03, 0.15), y: height * random.between(0.04, 0.3) }
  return mapPixels(picture, (value, x, y) => {
    const away = ((x - centre.x) / reach.x) ** 2 + ((y - centre.y) / reach.y) ** 2
    return Math.min(255, value + strength * Math.exp(-away))
  })
}

async function toGrey(png: Buffer): Promise<GreyPicture> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: Float32Array.from(data) }
}

function toJpeg({ width, height, pixels }: GreyPicture, quality: number): Promise<Buffer> {
  return sharp(Buffer.from(Uint8ClampedArray.from(pixels).buffer), { raw: { width, height, channels: 1 } })
    .jpeg({ quality })
    .toBuffer()
}
