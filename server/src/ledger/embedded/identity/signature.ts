/**
 * ECDSA on P-256 over SHA-256, DER, with the lower of the two values of s: Fabric refuses the other
 * (bccsp/utils/ecdsa.go), since both verify and a third party could otherwise change a signed transaction's bytes.
 */
import { sign, verify, type KeyObject } from 'node:crypto'

/** Order of P-256: NIST SP 800-186, section 3.2.1.3. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const halfOrder = order >> 1n
const halfOrderBytes = Buffer.from(halfOrder.toString(16).padStart(64, '0'), 'hex')

export function signNow(key: KeyObject, bytes: Uint8Array): Buffer {
  return lowSDer(sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }))
}

/** Is this a signature in the one form we write? */
export function verifySignature(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  return isLowS(signature) && verify('sha256', bytes, key, signature)
}

/** r | s, 32 bytes each, in the one form we write. */
export function lowSDer(raw: Buffer): Buffer {
  const r = raw.subarray(0, 32)
  let s = raw.subarray(32)
  if (s.compare(halfOrderBytes) > 0) {
    const low = order - BigInt(`0x${s.toString('hex')}`)
    s = Buffer.from(low.toString(16).padStart(64, '0'), 'hex')
  }
  const rLength = derLength(r)
  const sLength = derLength(s)
  const der = Buffer.allocUnsafe(6 + rLength + sLength)
  der[0] = 0x30
  der[1] = 4 + rLength + sLength
  writeInteger(der, 2, r, rLength)
  writeInteger(der, 4 + rLength, s, sLength)
  return der
}

/** X.690, 8.3: bytes of the shortest two's complement. */
function derLength(digits: Buffer): number {
  let start = 0
  while (start < digits.length - 1 && digits[start] === 0) start++
  return digits.length - start + ((digits[start] ?? 0) >= 0x80 ? 1 : 0)
}

function writeInteger(der: Buffer, at: number, digits: Buffer, length: number): void {
  der[at] = 0x02
  der[at + 1] = length
  der[at + 2] = 0
  const start = Math.max(0, digits.length - length)
  der.set(digits.subarray(start), at + 2 + length - (digits.length - start))
}

function isLowS(der: Uint8Array): boolean {
  const bytes = Buffer.from(der)
  const rLength = bytes[3] ?? 0
  const s = bytes.subarray(6 + rLength)
  const canonical =
    bytes[0] === 0x30 &&
    bytes[1] === bytes.length - 2 &&
    bytes[4 + rLength] === 0x02 &&
    bytes[5 + rLength] === s.length
  return canonical && s.length > 0 && BigInt(`0x${s.toString('hex')}`) <= halfOrder
}
