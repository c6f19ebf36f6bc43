import { crc32 } from 'node:zlib'

/**
 * A sum over all records that does not depend on their order, so that it can be carried along with each change and
 * recomputed by one walk. It finds damage by accident; against malice the ledger's own hashes stand.
 */
export interface StateSum {
  records: number
  /** Sum of the records' CRC-32, modulo 2^48. */
  crcs: number
}

export const emptySum: StateSum = { records: 0, crcs: 0 }

const modulus = 2 ** 48

function crcOf(key: string, value: string): number {
  return crc32(value, crc32(`${String(key.length)}|${key}`))
}

export function withRecord(sum: StateSum, key: string, value: string): StateSum {
  return { records: sum.records + 1, crcs: (sum.crcs + crcOf(key, value)) % modulus }
}

export function withoutRecord(sum: StateSum, key: string, value: string): StateSum {
  return { records: sum.records - 1, crcs: (sum.crcs - crcOf(key, value) + modulus) % modulus }
}
