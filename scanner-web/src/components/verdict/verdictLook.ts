/** How a verdict looks, besides its word: its tone and its shape. */
import type { AnswerOf } from '../../api/createApi.ts'
import type { IconName } from '../Icon.tsx'
import { toneIcons, type Tone } from '../Notice.tsx'

export type Verdict = AnswerOf<'POST /verifications'>['verdict']

export interface Look {
  tone: Tone
  icon: IconName
}

const good: Look = { tone: 'good', icon: 'shield' }
/** Says nothing about the pack. */
const open: Look = { tone: 'info', icon: 'question' }
const caution: Look = { tone: 'caution', icon: toneIcons.caution }
const bad: Look = { tone: 'bad', icon: toneIcons.bad }

export const verdictLooks: Readonly<Record<Verdict, Look>> = {
  genuine: good,
  unreadable: open,
  unavailable: open,
  supplied: caution,
  exported: caution,
  sampled: caution,
  'free-sample': caution,
  'checked-out': caution,
  locked: caution,
  'unknown-product': bad,
  'unknown-batch': bad,
  'unknown-serial': bad,
  'batch-mismatch': bad,
  'expiry-mismatch': bad,
  recalled: bad,
  withdrawn: bad,
  expired: bad,
  destroyed: bad,
  stolen: bad,
}

export function isVerdict(text: string): text is Verdict {
  return Object.hasOwn(verdictLooks, text)
}
