/** What a patient is told: plain words, and never a place, a serial number or a company's business. */
import type { Examination } from './examineScan.ts'
import type { Verdict } from './verdict.ts'

export const patientOutcomes = [
  'genuine',
  'dispensed',
  'not-recognised',
  'recalled',
  'expired',
  'not-for-dispensing',
  'unreadable',
  'unavailable',
] as const
export type PatientOutcome = (typeof patientOutcomes)[number]

export interface PatientAnswer {
  outcome: PatientOutcome
  /** One sentence: what this is. */
  said: string
  /** What to do now; null where nothing needs to be done. */
  advice: string | null
  /** As the ledger names it; null where the pack is not recognised. */
  product: { name: string; form: string; strength: string } | null
  /** YYYY-MM-DD (UTC), where it was dispensed. */
  dispensedOn: string | null
  /** YYYY-MM-DD, where the pack is recognised. */
  expiresOn: string | null
}

const outcomeOf: Record<Verdict, PatientOutcome> = {
  unreadable: 'unreadable',
  unavailable: 'unavailable',
  'unknown-product': 'not-recognised',
  'unknown-batch': 'not-recognised',
  'unknown-serial': 'not-recognised',
  'batch-mismatch': 'not-recognised',
  'expiry-mismatch': 'not-recognised',
  recalled: 'recalled',
  withdrawn: 'recalled',
  expired: 'expired',
  supplied: 'dispensed',
  exported: 'not-for-dispensing',
  sampled: 'not-for-dispensing',
  'free-sample': 'not-for-dispensing',
  'checked-out': 'not-for-dispensing',
  locked: 'not-for-dispensing',
  destroyed: 'not-for-dispensing',
  stolen: 'not-for-dispensing',
  genuine: 'genuine',
}

type Words = Pick<PatientAnswer, 'said' | 'advice'>

const words: Record<PatientOutcome, (dates: { dispensedOn: string; expiresOn: string }) => Words> = {
  genuine: () => ({ said: 'This medicine is genuine and has not been dispensed yet.', advice: null }),
  dispensed: ({ dispensedOn }) => ({
    said: `This medicine is genuine and was dispensed by a pharmacy on ${dispensedOn}.`,
    advice: 'If it was not dispensed to you on that day, do not use it and ask a pharmacist.',
  }),
  'not-recognised': () => ({
    said: 'This medicine is not recognised.',
    advice:
      'Do not use it. Keep the pack and show it to a pharmacist, who can find out whether it is safe. This can also be a mistake in the records.',
  }),
  recalled: () => ({
    said: 'This medicine has been recalled.',
    advice:
      'Do not use it. Bring it back to a pharmacy; ask a doctor or pharmacist before you go without a medicine that you need.',
  }),
  expired: ({ expiresOn }) => ({
    said: `This medicine expired on ${expiresOn}.`,
    advice: 'Do not use it. A pharmacy takes it back.',
  }),
  'not-for-dispensing': () => ({
    said: 'This pack is known, but it is not meant to be dispensed.',
    advice: 'Do not use it before a pharmacist has looked at it.',
  }),
  unreadable: () => ({
    said: 'This code cannot be read as that of a medicine.',
    advice: 'Scan the square code on the pack again, in good light and with the whole code in view.',
  }),
  unavailable: () => ({
    said: 'This medicine cannot be checked at the moment.',
    advice: 'This says nothing about the medicine. Try again later, or ask a pharmacist.',
  }),
}

export function patientAnswer({ judgement, pack }: Examination): PatientAnswer {
  const outcome = outcomeOf[judgement.verdict]
  const recognised = pack !== null && !['not-recognised', 'unavailable'].includes(outcome)
  const batch = recognised ? pack.finding.batch : null
  const product = recognised ? pack.product : null
  const touched = outcome === 'dispensed' ? pack?.finding.record?.touch.at : undefined
  const dispensedOn = touched === undefined ? null : new Date(touched).toISOString().slice(0, 10)
  const expiresOn = batch?.expiresOn ?? null
  return {
    outcome,
    ...words[outcome]({ dispensedOn: dispensedOn ?? '', expiresOn: expiresOn ?? '' }),
    product: product && { name: product.name, form: product.form, strength: product.strength },
    dispensedOn,
    expiresOn,
  }
}
