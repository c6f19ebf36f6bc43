/** What people are told of a pack's signature: at the counter, and offline from a list of keys. */
import type { SignatureFinding } from './verifyPackSignature.ts'

export const signatureFindings = [
  'made-by',
  'key-revoked',
  'key-not-yet-valid',
  'not-made-by',
  'key-unknown',
  'not-checkable',
] as const satisfies SignatureFinding['kind'][]

export interface SignatureWords {
  said: string
  /** null: nothing. */
  proves: string | null
  provesNot: string | null
  /** Besides what the verdict advises, never instead of it; null: nothing. */
  advice: string | null
}

const askTheMaker =
  'Compare the pack with others of its batch and ask the maker before it is handed on: it can be a mistake in printing or a forged code.'

export const signatureWords: Readonly<Record<Exclude<SignatureFinding['kind'], 'unsigned'>, SignatureWords>> =
  {
    'made-by': {
      said: 'The signature on the code is its maker’s.',
      proves: 'The holder of this key put product, serial, lot and expiry together.',
      provesNot:
        'A copied code carries the same signature: it does not prove that this pack is the one, or the only one, that bears it.',
      advice: null,
    },
    'key-revoked': {
      said: 'The signature on the code is right, but its key was revoked.',
      proves: null,
      provesNot:
        'Who made it: the key may be in other hands, and a signature carries no time, so one made before cannot be told from one made since.',
      advice: null,
    },
    'key-not-yet-valid': {
      said: 'The signature on the code is right, but its key is not yet in use.',
      proves: null,
      provesNot: 'That the maker released it: by its own word it does not sign with this key yet.',
      advice: askTheMaker,
    },
    'not-made-by': {
      said: 'The signature on the code does not fit its product, serial, lot and expiry and the key that it names.',
      proves: null,
      provesNot: null,
      advice: askTheMaker,
    },
    'key-unknown': {
      said: 'The signature on the code names a key that is not registered for its maker.',
      proves: null,
      provesNot: null,
      advice: askTheMaker,
    },
    'not-checkable': {
      said: 'The code carries a signature (AI 8030) that cannot be checked here: it is of another kind, or the code lacks one of product, serial, lot and expiry.',
      proves: null,
      provesNot: null,
      advice: null,
    },
  }
