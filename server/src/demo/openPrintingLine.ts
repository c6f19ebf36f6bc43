/** The maker's printing line: it signs with a key that never leaves it and that nobody else has, the server neither. */
import { generateKeyPairSync } from 'node:crypto'
import { dayOf } from '../../../chaincode/src/domain/time.ts'
import { describeKey, signCode } from '../cli/gs1/signCode.ts'
import type { ApiClient } from './apiClient.ts'

/** Registers a new key. @returns what adds its signature (AI 8030) to a code, in bracketed form */
export async function openPrintingLine(maker: ApiClient, now: number): Promise<(code: string) => string> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { publicKey } = describeKey(privateKey)
  await maker.post('signing-keys', { publicKey, validFrom: dayOf(now) })
  return (code) => signCode(privateKey, code).bracketed
}
