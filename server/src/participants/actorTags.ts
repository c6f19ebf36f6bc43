/**
 * Openings and tags: how a touch of a pack or unit is signed by a place without naming it (ledger.md, section 1).
 * An organisation's secret lies in the keystore and never leaves this server.
 */
import { randomBytes } from 'node:crypto'
import type { Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Msp } from '../../../chaincode/src/domain/ledgerApi.ts'
import { openingOf, siteCommitmentOf, siteSecretOf, tagOf } from '../../../chaincode/src/domain/names.ts'
import { nodeHashing } from '../platform/hashing.ts'
import type { Keystore } from '../platform/keystore.ts'

/** Where something is done: the organisation that signs and the premises. */
export interface Place {
  msp: Msp
  site: Gln
}

export interface ActorTags {
  /** 32 bytes; shown on the ledger only to undo the touch. `seq` counts the subject's touches from 1. */
  openingFor(place: Place, subjectId: Uint8Array, seq: number): Uint8Array
  /** 32 bytes: what the ledger shows of the touch. */
  tagFor(place: Place, subjectId: Uint8Array, seq: number): Uint8Array
  /** What the ledger's site record holds. */
  commitmentFor(place: Place): Uint8Array
  /** 32 bytes; salts the names of logistic units. */
  orgSecret(msp: Msp): Uint8Array
}

export function createActorTags(keystore: Pick<Keystore, 'readOrCreate'>): ActorTags {
  const secrets = new Map<Msp, Uint8Array>()
  const orgSecret = (msp: Msp): Uint8Array => {
    const secret = secrets.get(msp) ?? keystore.readOrCreate(`org-secret-${msp}`, () => randomBytes(32))
    secrets.set(msp, secret)
    return secret
  }
  const siteSecret = ({ msp, site }: Place) => siteSecretOf(nodeHashing, orgSecret(msp), site)
  const openingFor = (place: Place, subjectId: Uint8Array, seq: number) =>
    openingOf(nodeHashing, siteSecret(place), subjectId, seq)
  return {
    orgSecret,
    openingFor,
    tagFor: (place, subjectId, seq) => tagOf(nodeHashing, openingFor(place, subjectId, seq)),
    commitmentFor: (place) => siteCommitmentOf(nodeHashing, place.site, siteSecret(place)),
  }
}
