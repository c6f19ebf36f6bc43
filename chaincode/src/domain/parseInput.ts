/**
 * Reads every transaction's and query's input: one row a name. Contract and route share it, so what the door lets in
 * is what the ledger takes.
 */
import { maxTrees } from './batch.ts'
import { boolean, bytes, date, fields, gln, gtin, integer, invalid, listOf, lot } from './input.ts'
import { matching, nullable, oneOf, text, type Parse } from './input.ts'
import * as api from './ledgerApi.ts'
import type { QueryInput, QueryName, TransactionInput, TransactionName } from './ledgerApi.ts'
import { maxBucket, maxDepth, minDepth } from './packTree.ts'

const maxProof = 1 + 32 * (maxBucket + maxDepth)

const hash = bytes(32)
const itself = (item: unknown) => item
const reason = text(200)
/** Fabric's own rule for MSP ids is wider; a slash would break the state's keys. */
const msp = matching(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/, 'must be an MSP id: letters, digits, dots, hyphens')
/** ISO 3166-1 alpha-2, by its form: the list changes, the ledger does not. */
const market = matching(/^[A-Z]{2}$/, 'must be two capital letters, ISO 3166-1 alpha-2')
const requestKey = matching(
  /^request\/[0-9-]{10}\/[A-Za-z0-9.-]+\/[0-9a-f-]{36}$/,
  'must be the key of a request',
)
const signingKeyId = matching(/^[\w-]{4}$/, 'must be 4 characters of base64url')
const someRoles = (min: number) => listOf(oneOf(api.roles), [min, api.roles.length], itself)
const classOfStop = oneOf([1, 2, 3] as const)
const actor = fields<api.Actor>({ org: msp, tag: hash })
const tree = fields<api.PackTree>({ depth: integer(minDepth, maxDepth), keyId: hash, root: hash })
const trees = listOf(tree, [1, maxTrees], ({ root }) => root)
const contents = listOf(
  fields<api.UnitContent>({ gtin, lot, quantity: integer(1, 1_000_000_000) }),
  [1, 100],
  (content) => content.gtin + content.lot,
)
const tenthsC = integer(-2000, 1000)
const storage: Parse<api.StorageRule> = (value, field) => {
  const rule = fields<api.StorageRule>({ minTenthsC: tenthsC, maxTenthsC: tenthsC })(value, field)
  if (rule.minTenthsC > rule.maxTenthsC) throw invalid(field, 'minTenthsC is above maxTenthsC')
  return rule
}

const newSigningKey: Parse<TransactionInput<'signingKey:register'>> = (value, field) => {
  const shape = { participant: gln, publicKey: bytes(32), validFrom: date, validUntil: nullable(date) }
  const key = fields<TransactionInput<'signingKey:register'>>(shape)(value, field)
  // Such days compare as text.
  if (key.validUntil !== null && key.validUntil < key.validFrom) {
    throw invalid('validUntil', 'is before validFrom')
  }
  return key
}

const proposal = fields<api.Proposal>({ gln, msp, roles: someRoles(0), proof: hash, nonce: bytes(16) })
const founder = fields({ gln, msp, roles: someRoles(1), proof: hash })
const organisation = fields({ msp, roles: someRoles(1) })
const stop = fields<TransactionInput<'batch:recall'>>({ gtin, lot, by: gln, class: classOfStop, reason })
const membership = fields({ tree: integer(0, maxTrees - 1), bytes: bytes(1, maxProof) })
const seq = integer(1, 0xffff_ffff)
const touch = fields<api.PackTouchInput>({
  ...{ packId: hash, gtin, lot, seq, tag: hash },
  proof: nullable(membership),
})

const transactions: { readonly [Fn in TransactionName]: Parse<TransactionInput<Fn>> } = {
  'organisation:init': fields({ organisations: listOf(organisation, [1, 32], (one) => one.msp), founder }),
  'participant:vote': fields({ proposal, approve: boolean }),
  'site:register': fields({ gln, commitment: hash }),
  'product:register': fields({
    gtin,
    registrant: gln,
    name: text(200),
    form: text(100),
    strength: text(100),
    packSize: integer(1, 1_000_000),
  }),
  'signingKey:register': newSigningKey,
  'signingKey:revoke': fields({ participant: gln, keyId: signingKeyId }),
  'packKey:deposit': fields({ keyId: hash }),
  'packKey:delete': fields({ keyId: hash }),
  'batch:register': fields({
    gtin,
    lot,
    expiresOn: date,
    registrant: gln,
    markets: listOf(market, [0, 250], itself),
    storage: nullable(storage),
    packs: trees,
  }),
  'batch:extend': fields({ gtin, lot, registrant: gln, packs: trees }),
  'batch:recall': stop,
  'batch:withdraw': stop,
  'batch:lift': fields({ gtin, lot, by: gln, kind: oneOf(api.stopKinds), reason }),
  'pack:supply': touch,
  'pack:export': touch,
  'pack:sample': touch,
  'pack:giveFreeSample': touch,
  'pack:checkOut': touch,
  'pack:lock': touch,
  'pack:destroy': touch,
  'pack:reportStolen': touch,
  'pack:undo': fields({ packId: hash, opening: hash, seq, tag: hash }),
  'unit:commission': fields({ unitId: hash, tag: hash, contents }),
  'unit:ship': fields({ unitId: hash, opening: hash, to: actor }),
  'unit:receive': fields({ unitId: hash, opening: hash, tag: hash }),
  'request:prune': fields({ keys: listOf(requestKey, [1, 500], itself) }),
}

const queries: { readonly [Query in QueryName]: Parse<QueryInput<Query>> } = {
  'organisation:read': fields({ msp }),
  'participant:read': fields({ gln }),
  'product:read': fields({ gtin }),
  'batch:read': fields({ gtin, lot }),
  'pack:read': fields({ packId: hash }),
  'unit:read': fields({ unitId: hash }),
}

export const transactionNames = Object.keys(transactions) as TransactionName[]
export const queryNames = Object.keys(queries) as QueryName[]

/** Throws INPUT_INVALID with `field` and `reason`. */
export function parseInput<Fn extends TransactionName>(fn: Fn, value: unknown): TransactionInput<Fn> {
  return transactions[fn](value, '')
}

/** Throws INPUT_INVALID with `field` and `reason`. */
export function parseQuery<Query extends QueryName>(query: Query, value: unknown): QueryInput<Query> {
  return queries[query](value, '')
}
