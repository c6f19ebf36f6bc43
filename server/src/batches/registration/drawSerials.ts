import { randomBytes } from 'node:crypto'
import type { Serial } from '../../../../chaincode/src/domain/gs1/keys.ts'

/** Crockford's base 32: no I, L, O, U, so that nothing is misread aloud. https://www.crockford.com/base32.html */
export const crockford32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 16 characters of 5 bits. */
export const serialLength = 16
const randomBytesEach = 10

/**
 * `count` different serials of 80 random bits each. Whoever holds the pack key can test guesses offline, so a serial
 * must be unguessable by itself; EU Delegated Regulation 2016/161 art. 4(c) asks for a probability below 1 in 10,000.
 */
export function drawSerials(count: number): Serial[] {
  const drawn = new Set<string>()
  while (drawn.size < count) {
    const bytes = randomBytes(randomBytesEach * (count - drawn.size))
    for (let offset = 0; offset < bytes.length; offset += randomBytesEach) drawn.add(toSerial(bytes, offset))
  }
  return [...drawn] as Serial[]
}

/** Two groups of 40 bits, eight characters each: a double holds 40 bits exactly. */
function toSerial(bytes: Buffer, offset: number): string {
  return group(bytes.readUIntBE(offset, 5)) + group(bytes.readUIntBE(offset + 5, 5))
}

function group(bits: number): string {
  const high = Math.floor(bits / 2 ** 20)
  const low = bits % 2 ** 20
  return fourCharacters(high) + fourCharacters(low)
}

function fourCharacters(bits: number): string {
  return (
    crockford32.charAt(bits >>> 15) +
    crockford32.charAt((bits >>> 10) & 31) +
    crockford32.charAt((bits >>> 5) & 31) +
    crockford32.charAt(bits & 31)
  )
}
