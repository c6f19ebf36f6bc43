import { toCalendarDate } from './date.ts'
import { parseGtin, parseLot, parseSerial } from './keys.ts'
import type { MedicineReading, ReadScanOptions, Repair, ScanReading } from './scanReading.ts'
import { RuleViolation } from '../violation.ts'

const fixedLengths: Record<string, number> = { '01': 14, '17': 6, '11': 6 }

/** Reads what a person scanned; first version: element strings and Digital Links of the medicine AIs. */
export function readScan(text: string, options: ReadScanOptions): ScanReading {
  const scan = text.replace(/[\r\n]+$/, '')
  const repairs: Repair[] = []
  const values = scan.includes('://') ? readLink(scan) : readElements(scan.replace(/^\](d2|Q3|C1|e0|J1)/, ''))
  if (values === null) return { kind: 'other', scan }
  try {
    return toReading(values, options.today, repairs)
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error
    return { kind: 'unreadable', reason: error.message, advice: 'Scan again, or type the code.' }
  }
}

function readElements(scan: string): Map<string, string> | null {
  const values = new Map<string, string>()
  let rest = scan
  while (rest !== '') {
    const ai = rest.slice(0, 2)
    const fixed = fixedLengths[ai]
    if (fixed === undefined && ai !== '10' && ai !== '21') return null
    const separator = rest.indexOf('\u001d')
    const end = fixed !== undefined ? 2 + fixed : separator === -1 ? rest.length : separator
    values.set(ai, rest.slice(2, end))
    rest = rest.slice(rest[end] === '\u001d' ? end + 1 : end)
  }
  return values.has('01') ? values : null
}

function readLink(uri: string): Map<string, string> | null {
  const [path = '', query = ''] = uri.split('#')[0]?.split('?') ?? []
  const values = new Map<string, string>()
  const parts = path.split('/')
  const start = parts.indexOf('01')
  if (start === -1) return null
  for (let i = start; i + 1 < parts.length; i += 2)
    values.set(parts[i] ?? '', decodeURIComponent(parts[i + 1] ?? ''))
  for (const pair of query.split('&')) {
    const [ai = '', value = ''] = pair.split('=')
    if (/^[0-9]+$/.test(ai)) values.set(ai, decodeURIComponent(value))
  }
  return values
}

function toReading(values: Map<string, string>, today: string, repairs: Repair[]): MedicineReading {
  const gtin = parseGtin(values.get('01') ?? '')
  const serial = values.get('21')
  const lot = values.get('10')
  const expiry = values.get('17')
  const parts = [`01${gtin}`]
  if (expiry !== undefined) parts.push(`17${expiry}`)
  if (lot !== undefined) parts.push(serial === undefined ? `10${lot}` : `10${lot}\u001d`)
  if (serial !== undefined) parts.push(`21${serial}`)
  return {
    kind: 'medicine',
    gtin,
    serial: serial === undefined ? null : parseSerial(serial),
    lot: lot === undefined ? null : parseLot(lot),
    expiresOn: expiry === undefined ? null : toCalendarDate(expiry, today),
    elementString: parts.join(''),
    repairs,
  }
}
