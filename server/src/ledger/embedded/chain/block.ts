/** A block's bytes: the header that is hashed and signed, and the body whose hash it holds. */
import { canonicalJson } from '../../../../../chaincode/src/domain/canonicalJson.ts'
import { BinaryReader, BinaryWriter } from './binary.ts'
import type { Version } from './transaction.ts'

/** Hashes in base64url; `at` in ms; `log` is the log after this block. `prev` of block 0 is null. */
export interface BlockHeader {
  v: 1
  height: number
  prev: string | null
  /** SHA-256 of the body. */
  data: string
  log: { size: number; root: string }
  contract: string
  at: number
}

export interface BlockTransaction {
  /** Bytes of encodeTransaction, and the signature over them. */
  signed: Uint8Array
  signature: Uint8Array
  /** What the validator found: not the submitter's word, so outside its signature. */
  code: number
  /** For each write in order, where the key was written before: history by back-pointers. Empty unless valid. */
  previous: (Version | null)[]
}

export interface BlockBody {
  /** Canonical JSON; only where this block sets who may sign. */
  configuration: string | null
  transactions: BlockTransaction[]
}

const formatVersion = 1

export function encodeHeader(header: BlockHeader): Buffer {
  return Buffer.from(canonicalJson(header))
}

export function encodeBody({ configuration, transactions }: BlockBody): Buffer {
  const size = transactions.reduce((sum, { signed }) => sum + signed.length + 160, 64)
  const writer = new BinaryWriter(size).u8(formatVersion)
  writer
    .bytes(configuration === null ? new Uint8Array() : Buffer.from(configuration))
    .u16(transactions.length)
  for (const { signed, signature, code, previous } of transactions) {
    writer.bytes(signed).u8(signature.length).raw(signature).u8(code).u16(previous.length)
    for (const version of previous) writer.u48(version)
  }
  return writer.take()
}

/** RangeError where the bytes are not a body of this format. */
export function decodeBody(bytes: Uint8Array): BlockBody {
  const reader = new BinaryReader(bytes)
  if (reader.u8() !== formatVersion) throw new RangeError('unknown block format')
  const configuration = reader.bytes().toString()
  const transactions: BlockTransaction[] = []
  for (let left = reader.u16(); left > 0; left--) {
    const signed = reader.bytes()
    const signature = reader.raw(reader.u8())
    const code = reader.u8()
    const previous: (Version | null)[] = []
    for (let pointers = reader.u16(); pointers > 0; pointers--) previous.push(reader.u48())
    transactions.push({ signed, signature, code, previous })
  }
  reader.end()
  return { configuration: configuration === '' ? null : configuration, transactions }
}
