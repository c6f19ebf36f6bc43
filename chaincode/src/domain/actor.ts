/** An actor is its organisation and a tag: who can show the tag's opening is the same participant at the same place. */
import { fromBase64url, toBase64url } from './bytes.ts'
import type { Act } from './decision.ts'
import type { Actor } from './ledgerApi.ts'
import { tagOf, type Hashing } from './names.ts'
import { RuleViolation, type Facts } from './violation.ts'

/** Throws OPENING_MISMATCH unless the creator's organisation and this opening are those of `actor`. */
export function requireOpening(h: Hashing, act: Act, actor: Actor, opening: string, facts: Facts): void {
  if (act.msp !== actor.org) throw new RuleViolation('OPENING_MISMATCH', { ...facts, org: actor.org })
  if (toBase64url(tagOf(h, fromBase64url(opening))) !== actor.tag) {
    throw new RuleViolation('OPENING_MISMATCH', facts)
  }
}
