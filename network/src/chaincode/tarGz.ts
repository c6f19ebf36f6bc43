/**
 * tar.gz whose bytes depend on names and contents alone, so that a package has the same id wherever it is made: no times,
 * no owners, and stored rather than compressed, since compressors differ between versions of Node.
 */
import { crc32 } from 'node:zlib'

export interface Entry {
  name: string
  content: Uint8Array
}

export function tarGz(entries: readonly Entry[]): Uint8Array {
  const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))
  return gzip(Buffer.concat([...sorted.flatMap(file), Buffer.alloc(1024)]))
}

const blockSize = 512

/** POSIX.1-1988 ustar: a header block, then the content filled up to whole blocks. */
function file({ name, content }: Entry): Uint8Array[] {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long a name for a tar header`)
  const header = Buffer.alloc(blockSize)
  const octal = (value: number, at: number, length: number) =>
    header.write(value.toString(8).padStart(length - 1, '0'), at)
  header.write(name, 0)
  octal(0o644, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(content.length, 124, 12)
  octal(0, 136, 12)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  // The checksum counts its own field as spaces.
  header.fill(' ', 148, 156)
  octal(
    header.reduce((sum, byte) => sum + byte),
    148,
    7,
  )
  const rest = (blockSize - (content.length % blockSize)) % blockSize
  return [header, content, Buffer.alloc(rest)]
}

/** RFC 1952 around stored blocks of RFC 1951, section 3.2.4. */
function gzip(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])]
  const longest = 65_535
  for (let at = 0; at < data.length; at += longest) {
    const block = data.subarray(at, at + longest)
    const header = Buffer.alloc(5)
    header[0] = at + longest >= data.length ? 1 : 0
    header.writeUInt16LE(block.length, 1)
    header.writeUInt16LE(block.length ^ 0xffff, 3)
    parts.push(header, block)
  }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(crc32(data), 0)
  trailer.writeUInt32LE(data.length % 2 ** 32, 4)
  return Buffer.concat([...parts, trailer])
}
