/**
 * A rule said no. The only error the domain throws on purpose.
 *
 * Only a chaincode error's message survives Fabric, so the message *is* the wire form: `CODE {json facts}`.
 * One typed table of codes: server, documentation and tests are held against it.
 */
export const violationCodes = [
  // the call itself
  'INPUT_INVALID',
  'NOT_CANONICAL',
  'REQUEST_ID_REUSED',
  'REQUEST_EXPIRED',
  'REQUEST_FROM_FUTURE',
  'REQUEST_NOT_EXPIRED',
  'CLOCK_BEHIND',
  // who acts
  'ALREADY_INITIALISED',
  'ORGANISATION_UNKNOWN',
  'ROLE_MISSING',
  'PARTICIPANT_UNKNOWN',
  'PARTICIPANT_OF_OTHER_ORGANISATION',
  'NOT_A_VOTER',
  'ALREADY_VOTED',
  'PROPOSAL_DECIDED',
  'LAST_REGULATOR',
  'SITE_TAKEN',
  // keys that sign packs
  'SIGNING_KEY_EXISTS',
  'SIGNING_KEY_UNKNOWN',
  'SIGNING_KEY_REVOKED',
  // products and batches
  'PRODUCT_UNKNOWN',
  'PRODUCT_OF_OTHER_PARTICIPANT',
  'PACK_KEY_MISMATCH',
  'PACK_KEY_UNKNOWN',
  'PACK_KEY_OF_OTHER_ORGANISATION',
  'BATCH_EXISTS',
  'BATCH_UNKNOWN',
  'BATCH_FULL',
  'BATCH_OF_OTHER_PARTICIPANT',
  'TREE_EXISTS',
  'BATCH_EXPIRED',
  'BATCH_RECALLED',
  'BATCH_WITHDRAWN',
  'BATCH_NOT_STOPPED',
  // packs
  'PROOF_INVALID',
  'PACK_NOT_IN_BATCH',
  'PACK_IN_OTHER_BATCH',
  'PACK_UNTOUCHED',
  'PACK_TOUCHED_MEANWHILE',
  'MOVE_NOT_ALLOWED',
  'UNDO_IMPOSSIBLE',
  'UNDO_TOO_LATE',
  'OPENING_MISMATCH',
  // units
  'UNIT_EXISTS',
  'UNIT_UNKNOWN',
  'UNIT_IN_TRANSIT',
  'UNIT_NOT_IN_TRANSIT',
] as const

export type ViolationCode = (typeof violationCodes)[number]

/** Facts are small and fit for every member's eyes: they travel in clear through every peer. */
export type Facts = { readonly [name: string]: string | number | boolean | null | readonly string[] }

export class RuleViolation extends Error {
  override readonly name = 'RuleViolation'
  readonly code: ViolationCode
  readonly facts: Facts

  constructor(code: ViolationCode, facts: Facts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
  }
}

/** The violation that a chaincode's error message carries, or null where the message is not one. */
export function parseViolation(message: string): RuleViolation | null {
  const space = message.indexOf(' ')
  const code = violationCodes.find((known) => known === message.slice(0, space))
  if (code === undefined) return null
  try {
    return new RuleViolation(code, JSON.parse(message.slice(space + 1)) as Facts)
  } catch {
    return null
  }
}
