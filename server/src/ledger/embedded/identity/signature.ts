/**
 * ECDSA on P-256 over SHA-256, DER, with the lower of the two values of s: Fabric refuses the other
 * (bccsp/utils/ecdsa.go), since both verify and a third party could otherwise change a signed transaction's bytes.
 */
import { sign, verify, type KeyObject } from 'node:crypto'

/** Order of P-256: NIST SP 800-186, section 3.2.1.3. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const halfOrder = order >> 1n

export function signNow(key: KeyObject, bytes: Uint8Array): Buffer {
  return lowSDer(sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }))
}

/** As `signNow`, on another thread. */
export function signAside(key: KeyObject, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, (error, signature) => {
      if (error) reject(error)
      else resolve(lowSDer(signature))
    })
  })
}

/** Is this a signature in the one form we write? */
export function verifySignature(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  return isLowS(signature) && verify('sha256', bytes, key, signature)
}

function lowSDer(raw: Buffer): Buffer {
  const r = raw.subarray(0, 32)
  let s = raw.subarray(32)
  const value = BigInt(`0x${s.toString('hex')}`)
  if (value > halfOrder) s = Buffer.from((order - value).toString(16).padStart(64, '0'), 'hex')
  const body = Buffer.concat([derInteger(r), derInteger(s)])
  return Buffer.concat([Uint8Array.of(0x30, body.length), body])
}

/** X.690, 8.3: shortest two's complement. */
function derInteger(bytes: Buffer): Buffer {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const digits = bytes.subarray(start)
  const sign = (digits[0] ?? 0) >= 0x80 ? [0] : []
  return Buffer.from([0x02, sign.length + digits.length, ...sign, ...digits])
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
