/** A written key of the world state, told apart by its noun: what projections switch over. */
import type { Gln, Gtin, Lot } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type {
  BatchRecord,
  Hash,
  Msp,
  OrganisationRecord,
  OrganisationsRecord,
  PackRecord,
  ParticipantRecord,
  ProductRecord,
  RequestRecord,
  SigningKeyRecord,
  SiteRecord,
  StopRecord,
  UnitRecord,
  VoteRecord,
} from '../../../../chaincode/src/domain/ledgerApi.ts'

/** `record` is null where the key was deleted. */
export type StateWrite =
  | { noun: 'organisations'; record: OrganisationsRecord | null }
  | { noun: 'organisation'; msp: Msp; record: OrganisationRecord | null }
  | { noun: 'participant'; gln: Gln; record: ParticipantRecord | null }
  | { noun: 'vote'; proposal: Hash; org: Msp; record: VoteRecord | null }
  | { noun: 'site'; gln: Gln; record: SiteRecord | null }
  | { noun: 'product'; gtin: Gtin; record: ProductRecord | null }
  | { noun: 'signingKey'; participant: Gln; keyId: string; record: SigningKeyRecord | null }
  | { noun: 'batch'; gtin: Gtin; lot: Lot; record: BatchRecord | null }
  | { noun: 'stop'; gtin: Gtin; lot: Lot; record: StopRecord | null }
  | { noun: 'pack'; packId: Hash; record: PackRecord | null }
  | { noun: 'unit'; unitId: Hash; record: UnitRecord | null }
  | { noun: 'request'; record: RequestRecord | null }

/**
 * What a transaction wrote at `key`.
 * @returns null for a noun that this version knows nothing of (a newer contract's): there is no row to make of it
 */
export function parseStateWrite(key: string, value: Uint8Array | null): StateWrite | null {
  const [noun, ...rest] = key.split('/')
  const first = rest[0] ?? ''
  // A lot number may hold a slash itself and stands last.
  const second = rest.slice(1).join('/')
  const record: unknown = value === null ? null : JSON.parse(Buffer.from(value).toString('utf8'))
  const names: Partial<Record<string, object>> = {
    organisations: {},
    organisation: { msp: first },
    participant: { gln: first },
    vote: { proposal: first, org: second },
    site: { gln: first },
    product: { gtin: first },
    signingKey: { participant: first, keyId: second },
    batch: { gtin: first, lot: second },
    stop: { gtin: first, lot: second },
    pack: { packId: first },
    unit: { unitId: first },
    request: {},
  } satisfies Record<StateWrite['noun'], object>
  const named = names[noun ?? '']
  // The keys come from contracts, which made them of checked parts.
  return named === undefined ? null : ({ noun, ...named, record } as StateWrite)
}
