/** Whose signature a pack's code carries (AI 8030), by the keys that the product's registrant has on the ledger. */
import { parseStrict } from '../../../chaincode/src/domain/gs1/parseStrict.ts'
import type { Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import { signedPackOf } from '../../../chaincode/src/domain/gs1/signature/packSignature.ts'
import { signatureWords } from '../../../chaincode/src/domain/gs1/signature/signatureWords.ts'
import {
  verifyPackSignature,
  type SignatureFinding,
} from '../../../chaincode/src/domain/gs1/signature/verifyPackSignature.ts'
import type { Element } from '../../../chaincode/src/domain/gs1/write.ts'
import type { SigningKeyRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../chaincode/src/domain/stateKeys.ts'
import type { Replica } from '../ledger/replica.ts'
import { verifyEd25519 } from '../platform/ed25519.ts'
import type { Examination } from './examineScan.ts'

type State = Pick<Replica, 'read' | 'current'>

/**
 * null: no signature, or the replica is behind and cannot say which keys there are; at once, since most packs bear none
 * and need not be read a second time. `at`: ms.
 */
export function checkSignature(
  state: State,
  { reading, pack }: Pick<Examination, 'reading' | 'pack'>,
  at: number,
): Promise<SignatureFinding> | null {
  if (reading.kind !== 'medicine' || !reading.elementString.includes('8030') || !state.current) return null
  const strict = parseStrict('S', `]d2${reading.elementString}`)
  if (!strict.ok) throw new Error(`a reading that the strict reader refuses: ${strict.err}`)
  const keys = keysFor(state, strict.elements, pack?.product?.registrant ?? null)
  return verifyPackSignature(strict.elements, { asOf: at, keys }, verifyEd25519, at)
}

/** At most one: a key id is unique among a participant's keys. */
function keysFor(state: State, elements: readonly Element[], registrant: Gln | null): SigningKeyRecord[] {
  const signed = signedPackOf(elements)
  if (signed === null || registrant === null) return []
  const key = state.read<SigningKeyRecord>(stateKey.signingKey(registrant, signed.keyId))
  return key === null ? [] : [key]
}

export function showSignature(finding: SignatureFinding | null) {
  if (finding === null || finding.kind === 'unsigned') return null
  const key = 'key' in finding ? finding.key : null
  return {
    finding: finding.kind,
    ...signatureWords[finding.kind],
    key: key && {
      keyId: key.keyId,
      participant: key.participant,
      validFrom: key.validFrom,
      validUntil: key.validUntil,
      revokedAt: key.revokedAt,
    },
  }
}
