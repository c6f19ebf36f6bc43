/**
 * The closed table of verdicts: the first condition that holds is the verdict, all that hold are the facts.
 *
 * Alert numbers are those of the European Medicines Verification System (EMVS): A1 product unknown, A2 batch unknown,
 * A3 serial number unknown, A7 pack already in the state asked for, A24 pack in another state, A52 expiry date differs,
 * A68 batch number differs. An alert is a potential suspect falsification; the system cannot know intent.
 */
import type { PackState } from '../../../chaincode/src/domain/ledgerApi.ts'

export const verdicts = [
  'unreadable',
  'unavailable',
  'unknown-product',
  'unknown-batch',
  'unknown-serial',
  'batch-mismatch',
  'expiry-mismatch',
  'recalled',
  'withdrawn',
  'expired',
  'supplied',
  'exported',
  'sampled',
  'free-sample',
  'checked-out',
  'locked',
  'destroyed',
  'stolen',
  'genuine',
] as const
export type Verdict = (typeof verdicts)[number]

export const alertCodes = ['A1', 'A2', 'A3', 'A7', 'A24', 'A52', 'A68'] as const
export type AlertCode = (typeof alertCodes)[number]

/** What is known about a scan, and nothing else, decides. */
export type ScanFacts = { readable: false } | MedicineFacts

export interface MedicineFacts {
  readable: true
  /** What would decide and is not here. Empty: everything that decides is here. */
  missing: readonly ('replica' | 'pack-key' | 'leaf-file')[]
  productKnown: boolean
  /** Where the serial is registered for this product; `this-batch` is any batch where the code names none. */
  registered: 'this-batch' | 'another-batch' | 'nowhere' | 'nowhere-and-batch-unknown'
  expiryDiffers: boolean
  recalled: boolean
  withdrawn: boolean
  expired: boolean
  state: PackState
  /** The move that the caller says it is about to ask for, against the pack's state. */
  asked: 'nothing' | 'possible-move' | 'same-move' | 'other-move'
}

export interface Judgement {
  verdict: Verdict
  /** Every condition that holds, in the order of the table; the verdict is the first. */
  facts: Verdict[]
  alert: AlertCode | null
}

export function judge(scan: ScanFacts): Judgement {
  if (!scan.readable) return { verdict: 'unreadable', facts: ['unreadable'], alert: null }
  const facts = conditionsOf(scan)
  const verdict = facts[0] ?? 'genuine'
  return { verdict, facts: facts.length === 0 ? ['genuine'] : facts, alert: alertOf(verdict, scan) }
}

function conditionsOf(scan: MedicineFacts): Verdict[] {
  const facts: Verdict[] = []
  if (scan.missing.length > 0) facts.push('unavailable')
  facts.push(...registrationOf(scan))
  if (scan.expiryDiffers) facts.push('expiry-mismatch')
  if (scan.recalled) facts.push('recalled')
  if (scan.withdrawn) facts.push('withdrawn')
  if (scan.expired) facts.push('expired')
  if (scan.state !== 'active') facts.push(scan.state)
  return facts
}

/** While something is missing nobody can say that a product, batch or serial is unknown. */
function registrationOf({ missing, productKnown, registered }: MedicineFacts): Verdict[] {
  if (!productKnown && missing.length === 0) return ['unknown-product']
  if (registered === 'this-batch') return []
  if (registered === 'another-batch') return ['batch-mismatch']
  if (missing.length > 0) return []
  return registered === 'nowhere' ? ['unknown-serial'] : ['unknown-batch']
}

const alertOfVerdict: Partial<Record<Verdict, AlertCode>> = {
  'unknown-product': 'A1',
  'unknown-batch': 'A2',
  'unknown-serial': 'A3',
  'batch-mismatch': 'A68',
  'expiry-mismatch': 'A52',
}

function alertOf(verdict: Verdict, scan: MedicineFacts): AlertCode | null {
  if (verdict === scan.state) {
    if (scan.asked === 'same-move') return 'A7'
    return scan.asked === 'other-move' ? 'A24' : null
  }
  return alertOfVerdict[verdict] ?? null
}
