/** How a verdict looks and sounds, besides its word: its tone, its shape and its signal. */
import type { AnswerOf } from '../../api/createApi.ts'
import type { SignalName } from '../../scanning/signals.ts'
import type { IconName } from '../iconPaths.ts'
import { toneIcons, type Tone } from '../tones.ts'

export type Verdict = AnswerOf<'POST /verifications'>['verdict']

export interface Look {
  tone: Tone
  icon: IconName
  signal: SignalName
}

const good: Look = { tone: 'good', icon: 'shield', signal: 'good' }
/** Says nothing about the pack. */
const open: Look = { tone: 'info', icon: 'question', signal: 'info' }
const caution: Look = { tone: 'caution', icon: toneIcons.caution, signal: 'caution' }
const bad: Look = { tone: 'bad', icon: toneIcons.bad, signal: 'bad' }

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
