/**
 * Texts whose every character is one byte, U+0000 to U+00FF: GS1 syntax counts bytes, and what a code says outside
 * ASCII is refused byte by byte, as GS1's engine does.
 */

// eslint-disable-next-line no-control-regex -- ASCII is what is meant
const ascii = /^[\u0000-\u007f]*$/

/** The UTF-8 bytes of `text` as a byte string, up to the first NUL, where a C reader stops. */
export function toByteString(text: string): string {
  const end = text.indexOf('\u0000')
  const upToNul = end === -1 ? text : text.slice(0, end)
  if (ascii.test(upToNul)) return upToNul
  let bytes = ''
  for (const character of upToNul) bytes += encodePoint(character.codePointAt(0) ?? 0)
  return bytes
}

/** RFC 3629, section 3. */
function encodePoint(point: number): string {
  if (point < 0x80) return String.fromCharCode(point)
  const tail = (shift: number): number => 0x80 | ((point >> shift) & 0x3f)
  if (point < 0x800) return String.fromCharCode(0xc0 | (point >> 6), tail(0))
  if (point < 0x10000) return String.fromCharCode(0xe0 | (point >> 12), tail(6), tail(0))
  return String.fromCharCode(0xf0 | (point >> 18), tail(12), tail(6), tail(0))
}
