import { isUtf8 } from 'node:buffer'
import { fileInvalid } from './fileInvalid.ts'

const lineFeed = 0x0a
/** Four GS1 values, quoted, are under 200 bytes; what is longer is not this kind of file and must not fill the memory. */
const longestLine = 4096

export interface Lines {
  text: string
  /** Number of the first line in `text`, from 1. */
  firstLine: number
  /** False for what follows the file's last line break. */
  ended: boolean
}

/**
 * A stream of bytes as texts of whole lines, decoded strictly as UTF-8; a byte order mark is dropped.
 * @throws Refusal FILE_INVALID naming the line that is not UTF-8 or endless.
 */
export async function* wholeLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Lines> {
  let firstLine = 1
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of source) {
    const bytes = Buffer.concat([rest, chunk])
    if (firstLine === 1) refuseUtf16(bytes)
    const end = bytes.lastIndexOf(lineFeed) + 1
    rest = bytes.subarray(end)
    if (rest.length > longestLine)
      throw fileInvalid({
        fault: 'longLine',
        line: firstLine + countLines(bytes),
        reason: 'is too long a line',
      })
    if (end === 0) continue
    yield { text: decode(bytes.subarray(0, end), firstLine), firstLine, ended: true }
    firstLine += countLines(bytes)
  }
  if (rest.length > 0) yield { text: decode(rest, firstLine), firstLine, ended: false }
}

function refuseUtf16(bytes: Buffer): void {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  if (mark === 0xfffe || mark === 0xfeff) {
    throw fileInvalid({ fault: 'utf16', line: 1, reason: 'is UTF-16; save the file as UTF-8' })
  }
}

function decode(bytes: Buffer, firstLine: number): string {
  if (!isUtf8(bytes)) {
    throw fileInvalid({ fault: 'notUtf8', line: firstLine + findBroken(bytes), reason: 'is not UTF-8' })
  }
  const text = bytes.toString('utf8')
  return firstLine === 1 && text.startsWith('\ufeff') ? text.slice(1) : text
}

/** Index of the first line that is not UTF-8: a line feed is never part of another character. */
function findBroken(bytes: Buffer): number {
  let index = 0
  for (let start = 0; start < bytes.length; index++) {
    const feed = bytes.indexOf(lineFeed, start)
    const end = feed === -1 ? bytes.length : feed + 1
    if (!isUtf8(bytes.subarray(start, end))) return index
    start = end
  }
  return index
}

function countLines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count++
  return count
}
