/** Checks a signed pack without a connection: with a list of keys that was fetched before, and the key that signed it. */
import { parseStrict } from '../../../../chaincode/src/domain/gs1/parseStrict.ts'
import { readScan } from '../../../../chaincode/src/domain/gs1/readScan.ts'
import { signatureWords } from '../../../../chaincode/src/domain/gs1/signature/signatureWords.ts'
import {
  verifyKeyList,
  verifyPackSignature,
  type SigningKeyList,
} from '../../../../chaincode/src/domain/gs1/signature/verifyPackSignature.ts'
import { parseVerifierKey } from '../../ledger/log/signedNote.ts'
import { signedKeyListBody } from '../../participants/signingKeys/signingKeyBody.ts'
import { rawPublicKeyOf, verifyEd25519 } from '../../platform/ed25519.ts'
import { CommandFailure } from '../outcome.ts'

/** @param json as `GET /signing-keys/list` answered it. @throws CommandFailure usage: no such list, or nobody's that is trusted */
export async function openKeyList(json: string, verifierKey: string): Promise<SigningKeyList> {
  const list = signedKeyListBody.safeParse(jsonOrNull(json))
  if (!list.success) throw new CommandFailure('usage', 'the file is no signed list of signing keys')
  const { signedBy: _said, ...signed } = list.data
  if (!(await verifyKeyList(signed, trusted(verifierKey), verifyEd25519)))
    throw new CommandFailure('usage', 'the list is not signed with the key given as --signed-by')
  return signed
}

/** `at`: ms. @throws CommandFailure refused where the code is not readable as one pack's */
export async function checkCode(list: SigningKeyList, code: string, at: number) {
  const reading = readScan(code, { today: new Date(at).toISOString().slice(0, 10) })
  const strict = reading.kind === 'medicine' ? parseStrict('S', `]d2${reading.elementString}`) : null
  if (!strict?.ok) throw new CommandFailure('refused', 'the code is not readable as one medicine pack’s')
  const finding = await verifyPackSignature(strict.elements, list, verifyEd25519, at)
  if (finding.kind === 'unsigned')
    throw new CommandFailure('refused', 'the code carries no signature (AI 8030)')
  const key = 'key' in finding ? finding.key : null
  return { finding: finding.kind, ...signatureWords[finding.kind], key, asOf: list.asOf }
}

function jsonOrNull(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function trusted(verifierKey: string): Uint8Array {
  try {
    return rawPublicKeyOf(parseVerifierKey(verifierKey).key)
  } catch (error) {
    throw new CommandFailure('usage', `--signed-by: ${(error as Error).message}`)
  }
}
