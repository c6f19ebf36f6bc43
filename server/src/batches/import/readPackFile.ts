/**
 * A maker's file of packs: UTF-8, header `gtin,lot,expiry,serial`, comma or semicolon (the header tells which), quoted
 * as in RFC 4180, one row a pack, expiry as YYYY-MM-DD.
 *
 * One file may hold several batches, in any order of rows. The whole file is read and checked before anything is
 * written: the first fault refuses all of it.
 */
import { createHash } from 'node:crypto'
import { CsvError, parse, type Info } from 'csv-parse/sync'
import {
  parseGtin,
  parseLot,
  parseSerial,
  type Gtin,
  type Lot,
  type Serial,
} from '../../../../chaincode/src/domain/gs1/keys.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import { fileInvalid, type FileFault } from './fileInvalid.ts'
import { parseCalendarDate } from './parseCalendarDate.ts'
import { wholeLines, type Lines } from './wholeLines.ts'

const columns = ['gtin', 'lot', 'expiry', 'serial'] as const
const millionRows = 1_000_000

export interface FileBatch {
  gtin: Gtin
  lot: Lot
  expiresOn: string
  /** In the file's order. */
  serials: Serial[]
  /** Line of each serial, for what is found out later. */
  lines: number[]
}
export interface PackFile {
  /** SHA-256 of the file's bytes, base64url: says whether a retry brings the same file. */
  hash: string
  rows: number
  /** In the order of their first rows. */
  batches: FileBatch[]
}

/** @throws Refusal FILE_INVALID with line, field and reason. */
export async function readPackFile(
  source: AsyncIterable<Uint8Array>,
  { maxRows = millionRows } = {},
): Promise<PackFile> {
  const hash = createHash('sha256')
  const rows = new PackRows(maxRows)
  let delimiter: string | null = null
  for await (const lines of wholeLines(hashing(source, hash))) {
    delimiter ??= readDelimiter(lines.text)
    for (const { record, info } of parseRows(lines, delimiter)) {
      rows.add(record, lines.firstLine + info.lines - 1, lines.ended)
    }
  }
  return { hash: hash.digest('base64url'), ...rows.finish() }
}

async function* hashing(source: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const chunk of source) {
    hash.update(chunk)
    yield chunk
  }
}

/** A lot or serial may itself hold a comma or a semicolon, so only the header can tell. */
function readDelimiter(text: string): string {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  return header.includes(';') ? ';' : ','
}

function parseRows({ text, firstLine }: Lines, delimiter: string): { record: string[]; info: Info }[] {
  try {
    const options = { delimiter, info: true, relax_column_count: true, skip_empty_lines: true } as const
    return parse(text, options) as unknown as { record: string[]; info: Info }[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? firstLine + error.lines - 1 : firstLine
    throw fileInvalid({ line, ...(quoteFaults[error.code] ?? { fault: 'notCsv', reason: 'is not CSV' }) })
  }
}

const quoteFaults: Partial<Record<CsvError['code'], { fault: FileFault; reason: string }>> = {
  CSV_QUOTE_NOT_CLOSED: {
    fault: 'quoteNotClosed',
    reason: 'opens a quote that is not closed on its line: the file may be truncated',
  },
  INVALID_OPENING_QUOTE: {
    fault: 'quoteInside',
    reason: 'has a quote inside an unquoted value; quote the value and write the quote twice',
  },
  CSV_INVALID_CLOSING_QUOTE: { fault: 'afterQuote', reason: 'has characters after a closing quote' },
}

class PackRows {
  readonly #batches = new Map<string, FileBatch>()
  readonly #serials = new Map<Gtin, Set<string>>()
  readonly #maxRows: number
  #rows = 0
  #headerSeen = false
  #last: { line: number; ended: boolean; serial: string } | null = null
  #shortest = Infinity

  constructor(maxRows: number) {
    this.#maxRows = maxRows
  }

  add(record: readonly string[], line: number, ended: boolean): void {
    if (!this.#headerSeen) {
      checkHeader(record, line)
      this.#headerSeen = true
      return
    }
    if (++this.#rows > this.#maxRows) {
      const reason = `goes beyond ${this.#maxRows} packs; split the file`
      throw fileInvalid({ fault: 'tooManyRows', line, most: this.#maxRows, reason })
    }
    if (record.length !== columns.length) {
      const cut = ended ? '' : ': the file may be truncated'
      const reason = `has ${record.length} fields in place of ${columns.length}${cut}`
      const counts = { found: record.length, wanted: columns.length }
      throw fileInvalid({ fault: ended ? 'fields' : 'truncated', line, ...counts, reason })
    }
    this.#addPack(record as [string, string, string, string], line, ended)
  }

  #addPack(
    [gtinText, lotText, expiry, serialText]: [string, string, string, string],
    line: number,
    ended: boolean,
  ): void {
    const batch = this.#batchOf(gtinText, lotText, expiry, line)
    const serial = atLine(line, () => parseSerial(serialText))
    const known = this.#serials.get(batch.gtin) ?? new Set()
    if (known.has(serial)) {
      const reason = 'stands twice in the file for this GTIN'
      throw fileInvalid({ fault: 'serialTwice', line, field: 'serial', reason })
    }
    this.#serials.set(batch.gtin, known.add(serial))
    batch.serials.push(serial)
    batch.lines.push(line)
    if (this.#last !== null) this.#shortest = Math.min(this.#shortest, this.#last.serial.length)
    this.#last = { line, ended, serial }
  }

  #batchOf(gtinText: string, lotText: string, expiry: string, line: number): FileBatch {
    const key = `${gtinText},${lotText}`
    const known = this.#batches.get(key) ?? this.#newBatch(gtinText, lotText, expiry, line)
    if (known.expiresOn !== expiry) {
      // what is no day differs from every day: that says more
      atLine(line, () => parseCalendarDate(expiry, 'expiry'))
      const { expiresOn, lines } = known
      const first = lines[0] ?? 0
      const reason = `differs from ${expiresOn}, the expiry of the same lot on line ${first}`
      throw fileInvalid({ fault: 'expiryDiffers', line, field: 'expiry', expiresOn, first, reason })
    }
    this.#batches.set(key, known)
    return known
  }

  /** One GTIN may be written with and without its leading zeros. */
  #newBatch(gtinText: string, lotText: string, expiry: string, line: number): FileBatch {
    const gtin = atLine(line, () => parseGtin(gtinText))
    const lot = atLine(line, () => parseLot(lotText))
    const expiresOn = atLine(line, () => parseCalendarDate(expiry, 'expiry'))
    const same = [...this.#batches.values()].find((batch) => batch.gtin === gtin && batch.lot === lot)
    return same ?? { gtin, lot, expiresOn, serials: [], lines: [] }
  }

  finish(): { rows: number; batches: FileBatch[] } {
    if (this.#rows === 0) throw fileInvalid({ fault: 'empty', reason: 'has no packs' })
    const last = this.#last
    if (last !== null && !last.ended && last.serial.length < this.#shortest && this.#rows > 1) {
      const reason = 'is shorter than every other and the last line does not end: the file may be truncated'
      throw fileInvalid({ fault: 'truncatedSerial', line: last.line, field: 'serial', reason })
    }
    return { rows: this.#rows, batches: [...new Set(this.#batches.values())] }
  }
}

function checkHeader(record: readonly string[], line: number): void {
  const header = columns.join()
  if (record.join() === header) return
  throw fileInvalid({ fault: 'header', line, header, reason: `must be the header ${header}` })
}

function atLine<Value>(line: number, parseField: () => Value): Value {
  try {
    return parseField()
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error
    const { field, reason } = error.facts as { field: (typeof columns)[number]; reason: string }
    throw fileInvalid({ fault: field, line, field, reason })
  }
}
