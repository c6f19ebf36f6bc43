import { Readable } from 'node:stream'
import { toDigitalLink, type MedicineCode } from '../../../../chaincode/src/domain/gs1/write.ts'

/** The codes as CSV: the columns of an import, and the Digital Link. RFC 4180, but with plain line feeds. */
export function codesCsv(codes: AsyncIterable<Required<MedicineCode>>, publicUrl: string): Readable {
  return Readable.from(lines(codes, publicUrl))
}

async function* lines(
  codes: AsyncIterable<Required<MedicineCode>>,
  publicUrl: string,
): AsyncGenerator<string> {
  let text = 'gtin,lot,expiry,serial,digital_link\n'
  for await (const code of codes) {
    const { gtin, lot, expiresOn, serial } = code
    text += [gtin, lot, expiresOn, serial, toDigitalLink(code, publicUrl)].map(quote).join(',') + '\n'
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  yield text
}

function quote(value: string | null): string {
  if (value === null) return ''
  return /[",;]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
