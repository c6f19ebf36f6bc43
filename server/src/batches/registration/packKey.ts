import { randomBytes } from 'node:crypto'
import { fromBase64url, toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import type { Gtin } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash, PackKeyRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { keyIdOf } from '../../../../chaincode/src/domain/names.ts'
import { packKeysCollection } from '../../../../chaincode/src/domain/stateKeys.ts'
import type { Caller } from '../../platform/http/access.ts'
import { nodeHashing } from '../../platform/hashing.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import type { BatchDeps } from '../deps.ts'

export interface PackKey {
  keyId: Hash
  /** 32 bytes. */
  key: Uint8Array
}

/**
 * The pack key of a GTIN for this calendar year (UTC), drawn and deposited on first use. It lives in the ledger's private
 * data alone; Postgres knows which one is in use. @throws Unavailable while this server does not hold it
 */
export async function packKeyFor(
  deps: Pick<BatchDeps, 'registrations' | 'replica' | 'submitter' | 'clock'>,
  caller: Caller,
  gtin: Gtin,
): Promise<PackKey> {
  const { registrations, replica, clock } = deps
  const year = new Date(clock()).getUTCFullYear()
  const inUse = await registrations.keyInUse(gtin, year)
  // Named only once it is deposited: a crash in between leaves a key nobody uses, never a name without a key.
  const keyId = inUse ?? (await registrations.useKey(gtin, year, await depositKey(deps, caller)))
  const record = replica.readPrivate<PackKeyRecord>(packKeysCollection, keyId)
  if (record === null) throw new Unavailable('pack key')
  return { keyId, key: fromBase64url(record.key) }
}

async function depositKey({ submitter }: Pick<BatchDeps, 'submitter'>, caller: Caller): Promise<Hash> {
  const packKey = randomBytes(32)
  const keyId = toBase64url(keyIdOf(nodeHashing, packKey))
  await submitter.submit('packKey:deposit', {
    as: caller.msp,
    idempotency: null,
    build: () => ({ keyId }),
    secret: { packKey },
  })
  return keyId
}
