/** Length-prefixed binary, big-endian: what blocks and signed transactions are written in. */

/** Shorter runs of base64url characters would hardly pay for their lengths. */
const shortestRun = 24

/** For each byte: is it a character of base64url (RFC 4648, section 5)? */
const isPrinted = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9_-]/.test(String.fromCharCode(byte)) ? 1 : 0,
)

/** Largest value of a 48-bit field; stands for "none" where a version is expected. */
const none48 = 2 ** 48 - 1

export class BinaryWriter {
  private buffer: Buffer
  private at = 0

  constructor(sizeHint = 2048) {
    this.buffer = Buffer.allocUnsafe(sizeHint)
  }

  u8(value: number): this {
    this.reserve(1)
    this.at = this.buffer.writeUInt8(value, this.at)
    return this
  }

  u16(value: number): this {
    this.reserve(2)
    this.at = this.buffer.writeUInt16BE(value, this.at)
    return this
  }

  u32(value: number): this {
    this.reserve(4)
    this.at = this.buffer.writeUInt32BE(value, this.at)
    return this
  }

  u48(value: number | null): this {
    this.reserve(6)
    this.at = this.buffer.writeUIntBE(value ?? none48, this.at, 6)
    return this
  }

  /** As they are, without a length. */
  raw(bytes: Uint8Array): this {
    this.reserve(bytes.length)
    this.buffer.set(bytes, this.at)
    this.at += bytes.length
    return this
  }

  bytes(bytes: Uint8Array): this {
    return this.u32(bytes.length).raw(bytes)
  }

  /** Unsigned LEB128. */
  varint(value: number): this {
    let left = value
    for (; left > 0x7f; left = Math.floor(left / 128)) this.u8((left % 128) | 0x80)
    return this.u8(left)
  }

  /**
   * With every run of base64url characters as the bytes it stands for, four characters in three: hashes and proofs are
   * printed so, and they are most of what a block holds.
   */
  packed(bytes: Uint8Array): this {
    const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    let [start, written] = [0, 0]
    while (start < source.length) {
      const end = endOfRun(source, start)
      if (end - start >= shortestRun) {
        const quads = Math.floor((end - start) / 4)
        this.varint(start - written).raw(source.subarray(written, start))
        written = start + quads * 4
        this.varint(quads * 3).base64url(source.toString('latin1', start, written))
      }
      start = end + 1
    }
    return this.varint(source.length - written)
      .raw(source.subarray(written))
      .varint(0)
  }

  /** At most 65,535 bytes of UTF-8. */
  text(text: string): this {
    const length = Buffer.byteLength(text)
    this.u16(length)
    this.reserve(length)
    this.at += this.buffer.write(text, this.at)
    return this
  }

  /** The written bytes; the writer must not be used afterwards. */
  take(): Buffer {
    return this.buffer.subarray(0, this.at)
  }

  private base64url(text: string): this {
    this.reserve(text.length)
    this.at += this.buffer.write(text, this.at, 'base64url')
    return this
  }

  private reserve(length: number): void {
    if (this.at + length <= this.buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + length))
    this.buffer.copy(larger, 0, 0, this.at)
    this.buffer = larger
  }
}

/** Where the run of base64url characters that begins at `start` ends. */
function endOfRun(bytes: Uint8Array, start: number): number {
  let end = start
  while (end < bytes.length && isPrinted[bytes[end] as number] === 1) end++
  return end
}

/** Reads what BinaryWriter wrote; RangeError where the bytes end early. Byte results are views, not copies. */
export class BinaryReader {
  private readonly buffer: Buffer
  private at = 0

  constructor(bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  u8(): number {
    return this.buffer.readUInt8(this.advance(1))
  }

  u16(): number {
    return this.buffer.readUInt16BE(this.advance(2))
  }

  u32(): number {
    return this.buffer.readUInt32BE(this.advance(4))
  }

  u48(): number | null {
    const value = this.buffer.readUIntBE(this.advance(6), 6)
    return value === none48 ? null : value
  }

  raw(length: number): Buffer {
    const start = this.advance(length)
    return this.buffer.subarray(start, start + length)
  }

  bytes(): Buffer {
    return this.raw(this.u32())
  }

  varint(): number {
    for (let value = 0, unit = 1; ; unit *= 128) {
      const byte = this.u8()
      value += (byte & 0x7f) * unit
      if (byte < 0x80) return value
      if (unit > 2 ** 32) throw new RangeError('a number without end')
    }
  }

  packed(): Buffer {
    const parts: Buffer[] = []
    for (;;) {
      parts.push(this.raw(this.varint()))
      const run = this.varint()
      if (run === 0) return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
      parts.push(Buffer.from(this.raw(run).toString('base64url'), 'latin1'))
    }
  }

  text(): string {
    return this.raw(this.u16()).toString()
  }

  /** Throws RangeError when bytes are left over. */
  end(): void {
    if (this.at !== this.buffer.length) throw new RangeError('bytes after the end')
  }

  private advance(length: number): number {
    const start = this.at
    if (start + length > this.buffer.length) throw new RangeError('bytes end early')
    this.at += length
    return start
  }
}
