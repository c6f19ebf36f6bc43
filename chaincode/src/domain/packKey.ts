/**
 * Pack keys reach the verifying organisations before a batch may name them. The maker is no member of the collection:
 * it never reads there, and what is already there is known by its hash alone.
 */
import { toBase64url } from './bytes.ts'
import type { Act, Decision } from './decision.ts'
import { invalid } from './input.ts'
import type { OrganisationRecord, PackKeyRecord, TransactionEvent, TransactionInput } from './ledgerApi.ts'
import { keyIdOf, type Hashing } from './names.ts'
import { requireRole } from './participant.ts'
import { packKeysCollection } from './stateKeys.ts'
import { RuleViolation } from './violation.ts'

export interface DepositWorld {
  organisation: OrganisationRecord | null
  /** The transient field `packKey`. */
  packKey: Uint8Array | undefined
  /** Whether the collection's hashes show a record under this key id. */
  deposited: boolean
}

/** Depositing the same key again changes nothing: its first writer stays the one who may delete it. */
export function decideDeposit(
  h: Hashing,
  act: Act,
  { keyId }: TransactionInput<'packKey:deposit'>,
  { organisation, packKey, deposited }: DepositWorld,
): Decision<TransactionEvent<'packKey:deposit'>> {
  requireRole(organisation, act.msp, ['manufacturer'])
  if (packKey?.length !== 32) throw invalid('secret.packKey', 'must be 32 bytes')
  if (toBase64url(keyIdOf(h, packKey)) !== keyId) throw new RuleViolation('PACK_KEY_MISMATCH', { keyId })
  const record: PackKeyRecord = { v: 1, key: toBase64url(packKey), by: act.msp }
  return {
    writes: [],
    privateWrites: deposited ? [] : [{ collection: packKeysCollection, key: keyId, record }],
    event: { type: 'packKey.deposited', keyId, at: act.now },
  }
}

/** Only the organisation that wrote the key deletes it. */
export function decideDelete(
  act: Act,
  { keyId }: TransactionInput<'packKey:delete'>,
  packKey: PackKeyRecord | null,
): Decision<TransactionEvent<'packKey:delete'>> {
  if (packKey === null) throw new RuleViolation('PACK_KEY_UNKNOWN', { keyId })
  if (packKey.by !== act.msp) throw new RuleViolation('PACK_KEY_OF_OTHER_ORGANISATION', { keyId })
  return {
    writes: [],
    privateWrites: [{ collection: packKeysCollection, key: keyId, record: null }],
    event: { type: 'packKey.deleted', keyId, at: act.now },
  }
}
