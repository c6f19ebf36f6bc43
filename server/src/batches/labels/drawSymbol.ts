/**
 * The two symbols a pack may carry, as modules: GS1 DataMatrix (ISO/IEC 16022, ECC 200, FNC1 first) with the element
 * string, and a QR code (ISO/IEC 18004) with the GS1 Digital Link.
 */
import bwipjs from 'bwip-js'
import QRCode from 'qrcode'
import { canonicalStem, parseStrict } from '../../../../chaincode/src/domain/gs1/parseStrict.ts'
import {
  medicineElements,
  toDigitalLink,
  toElementString,
  type MedicineCode,
} from '../../../../chaincode/src/domain/gs1/write.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'

export const symbologies = ['datamatrix', 'qr'] as const
export type Symbology = (typeof symbologies)[number]

/** Dark and light modules without their quiet zone. */
export interface ModuleSymbol {
  columns: number
  rows: number
  /** Row by row, 1 is dark. */
  modules: ArrayLike<number>
  /** Light modules that must surround it: GS1 General Specifications 5.6.3.3 (DataMatrix 1), ISO/IEC 18004 (QR 4). */
  quietZone: number
}

/** `publicUrl`: stem of the Digital Link. */
export function drawSymbol(symbology: Symbology, code: MedicineCode, publicUrl: string): ModuleSymbol {
  if (symbology === 'qr') return drawQr(toDigitalLink(code, publicUrl))
  return drawDataMatrix(toElementString(medicineElements(code)))
}

/** More of them would need smaller modules than GS1 allows on our label; a signed pack with all its elements has some 250. */
const maxCharacters = 400

/**
 * The symbol of a code as somebody else made it: every element stays, a signature too, and a day printed as 00.
 * @throws RuleViolation INPUT_INVALID: too long, or no Digital Link can carry it
 */
export function drawElements(symbology: Symbology, elementString: string, publicUrl: string): ModuleSymbol {
  const text = symbology === 'qr' ? linkOf(elementString, publicUrl) : elementString
  if (text.length > maxCharacters)
    throw new RuleViolation('INPUT_INVALID', { field: 'code', reason: 'has too many characters for a label' })
  return symbology === 'qr' ? drawQr(text) : drawDataMatrix(text)
}

function linkOf(elementString: string, publicUrl: string): string {
  const reading = parseStrict('S', `]d2${elementString}`)
  if (!reading.ok || reading.dl === null)
    throw new RuleViolation('INPUT_INVALID', { field: 'code', reason: 'fits in no Digital Link' })
  return publicUrl.replace(/\/$/, '') + reading.dl.slice(canonicalStem.length)
}

function drawDataMatrix(elementString: string): ModuleSymbol {
  // `^` is not in GS1's character set 82, so the escape cannot meet data; brackets, which bwip-js's own GS1 syntax uses, can.
  const text = '^FNC1' + elementString.replaceAll('\u001d', '^FNC1')
  const [drawn] = bwipjs.raw({ bcid: 'datamatrix', text, parsefnc: true })
  if (drawn === undefined || !('pixs' in drawn)) throw new Error('bwip-js gave no matrix')
  return { columns: drawn.pixx, rows: drawn.pixy, modules: drawn.pixs, quietZone: 1 }
}

function drawQr(text: string): ModuleSymbol {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  return { columns: modules.size, rows: modules.size, modules: modules.data, quietZone: 4 }
}

/** Dark runs of a row, so that a symbol is a few hundred rectangles and not a thousand. */
export function* darkRuns(symbol: ModuleSymbol): Generator<{ column: number; row: number; length: number }> {
  for (let row = 0; row < symbol.rows; row++) {
    let start = -1
    for (let column = 0; column <= symbol.columns; column++) {
      const dark = column < symbol.columns && symbol.modules[row * symbol.columns + column] === 1
      if (dark && start === -1) start = column
      if (!dark && start !== -1) {
        yield { column: start, row, length: column - start }
        start = -1
      }
    }
  }
}
