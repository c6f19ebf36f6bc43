/** What chains Fabric's blocks together. Source: Hyperledger Fabric 3.1, protoutil/blockutils.go. */
import type { common } from '@hyperledger/fabric-protos'
import { sha256 } from '../../../platform/hashing.ts'

export function headerHashOf(header: common.BlockHeader): Uint8Array {
  return sha256(headerBytesOf(header))
}

/** The header in DER: SEQUENCE { INTEGER number, OCTET STRING previous_hash, OCTET STRING data_hash }. */
export function headerBytesOf(header: common.BlockHeader): Uint8Array {
  const fields = [
    der(0x02, integerBytes(header.getNumber())),
    der(0x04, header.getPreviousHash_asU8()),
    der(0x04, header.getDataHash_asU8()),
  ]
  return der(0x30, Buffer.concat(fields))
}

/** SHA-256 of the envelopes, one after the other: what a header's `data_hash` must be. */
export function dataHashOf(envelopes: readonly Uint8Array[]): Uint8Array {
  return sha256(...envelopes)
}

/** X.690, 8.1 and 10.1: shortest length. */
function der(tag: number, content: Uint8Array): Buffer {
  const { length } = content
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >>> 8, length & 0xff]
  return Buffer.concat([Uint8Array.of(tag, ...size), content])
}

/** X.690, 8.3: shortest two's complement of a number that is not negative. */
function integerBytes(value: number): Uint8Array {
  const bytes: number[] = []
  for (let left = value; left > 0 || bytes.length === 0; left = Math.floor(left / 256))
    bytes.unshift(left % 256)
  if ((bytes[0] ?? 0) >= 0x80) bytes.unshift(0)
  return Uint8Array.from(bytes)
}
