/**
 * The ladder of a hard pass: what is tried, one after the other, once the plain picture gave nothing. Measured with
 * `npm run bench:decode`; in the order of what each still finds for its time.
 */
import { enlarge, refocus, sharpen, smooth, stretch } from './enhance.ts'
import type { GreyPicture } from './picture.ts'
import type { ReaderOptions } from './symbolReader.ts'

export interface Attempt {
  name: string
  /** On the likely areas only, or on the whole picture. */
  where: 'areas' | 'whole'
  enhance: (picture: GreyPicture) => GreyPicture
  /** Pixels of the enhanced picture to one of the given. */
  scale: number
  options: Partial<ReaderOptions>
}

const asItIs = (picture: GreyPicture) => picture
const twiceSmooth = (picture: GreyPicture) => smooth(smooth(picture, 1), 1)

export const attempts: readonly Attempt[] = [
  {
    name: 'out of focus or moved',
    where: 'areas',
    enhance: refocus,
    scale: 1,
    options: {},
  },
  {
    name: 'pale or noisy',
    where: 'areas',
    enhance: (picture) => stretch(smooth(picture, 1)),
    scale: 1,
    options: {},
  },
  {
    name: 'unevenly lit',
    where: 'whole',
    enhance: asItIs,
    scale: 1,
    options: { binarizer: 'GlobalHistogram' },
  },
  { name: 'gaps between dots', where: 'whole', enhance: asItIs, scale: 1, options: { tryDenoise: true } },
  {
    name: 'pale and out of focus',
    where: 'areas',
    enhance: (picture) => sharpen(stretch(smooth(picture, 1)), 3, 4),
    scale: 1,
    options: {},
  },
  {
    name: 'small and out of focus',
    where: 'areas',
    enhance: (picture) => sharpen(enlarge(smooth(picture, 1), 2), 5, 5),
    scale: 2,
    options: { tryDownscale: false },
  },
  {
    name: 'small',
    where: 'areas',
    enhance: (picture) => enlarge(picture, 3),
    scale: 3,
    options: { tryDownscale: false },
  },
  {
    name: 'small and soft',
    where: 'areas',
    enhance: (picture) => sharpen(enlarge(picture, 2), 3, 2),
    scale: 2,
    options: { tryDownscale: false },
  },
  {
    name: 'very noisy',
    where: 'areas',
    enhance: (picture) => stretch(twiceSmooth(picture)),
    scale: 1,
    options: {},
  },
  {
    name: 'soft, anywhere',
    where: 'whole',
    enhance: (picture) => sharpen(picture, 3, 3),
    scale: 1,
    options: {},
  },
  { name: 'noisy, anywhere', where: 'whole', enhance: twiceSmooth, scale: 1, options: {} },
  {
    name: 'small, anywhere',
    where: 'whole',
    enhance: (picture) => enlarge(picture, 2),
    scale: 2,
    options: { tryDownscale: false },
  },
]
