import { randomBytes } from 'node:crypto'
import { toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import type { Gtin } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { keyIdOf } from '../../../../chaincode/src/domain/names.ts'
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
 * The pack key of a GTIN for this calendar year (UTC), drawn and deposited on first use; Postgres knows which one is in use.
 * @throws Unavailable while this server does not hold it
 */
export async function packKeyFor(
  deps: Pick<BatchDeps, 'registrations' | 'packKeys' | 'submitter' | 'clock'>,
  caller: Caller,
  gtin: Gtin,
): Promise<PackKey> {
  const { registrations, packKeys, clock } = deps
  const year = new Date(clock()).getUTCFullYear()
  const inUse = await registrations.keyInUse(gtin, year)
  // Named only once it is deposited: a crash in between leaves a key nobody uses, never a name without a key.
  const keyId = inUse ?? (await registrations.useKey(gtin, year, await depositKey(deps, caller)))
  const key = packKeys.read(keyId)
  if (key === null) throw new Unavailable('pack key')
  return { keyId, key }
}

async function depositKey(
  { packKeys, submitter }: Pick<BatchDeps, 'packKeys' | 'submitter'>,
  caller: Caller,
): Promise<Hash> {
  const packKey = randomBytes(32)
  const keyId = toBase64url(keyIdOf(nodeHashing, packKey))
  // First: where this organisation may not read what it deposits, nobody could give it back.
  packKeys.keepOwn(keyId, packKey)
  await submitter.submit('packKey:deposit', {
    as: caller.msp,
    idempotency: null,
    build: () => ({ keyId }),
    secret: { packKey },
  })
  return keyId
}
