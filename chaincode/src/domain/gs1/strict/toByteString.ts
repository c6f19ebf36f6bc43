/**
 * Texts whose every character is one byte, U+0000 to U+00FF: GS1 syntax counts bytes, and what a code says outside
 * ASCII is refused byte by byte, as GS1's engine does.
 */
import { utf8 } from '../../bytes.ts'

const ascii = /^[\u0000-\u007f]*$/

export function isAscii(text: string): boolean {
  return ascii.test(text)
}

/** The UTF-8 bytes of `text` as a byte string, up to the first NUL, where a C reader stops. */
export function toByteString(text: string): string {
  const end = text.indexOf('\u0000')
  const upToNul = end === -1 ? text : text.slice(0, end)
  if (isAscii(upToNul)) return upToNul
  const bytes = utf8(upToNul)
  let byteString = ''
  // In pieces, since every byte becomes an argument.
  for (let i = 0; i < bytes.length; i += 4096)
    byteString += String.fromCharCode(...bytes.subarray(i, i + 4096))
  return byteString
}
