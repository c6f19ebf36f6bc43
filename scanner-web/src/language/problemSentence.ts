import i18next, { type TFunction } from 'i18next'
import { isProblem } from '../api/apiProblem.ts'
import { lastName, readReason } from './reasons.ts'

type T = TFunction<['frame', 'problems']>
type Facts = Readonly<Record<string, unknown>>

/** The one place that turns whatever went wrong into a sentence for people, in their language. */
export function problemSentence(t: T, error: unknown): string {
  if (!isProblem(error)) return t('problems:BUG')
  const { code, facts } = error
  const key = `problems:${code}`
  const told = { ...facts, field: fieldName(t, facts), reason: faultSentence(t, facts), code }
  return t((i18next.exists(key) ? key : 'problems:other') as 'problems:other', told)
}

/** What is wrong with a file, by the name that `facts.fault` has, or with a field, by `facts.reason`: the server's own words where we have none. */
export function faultSentence(t: T, facts: Facts): string {
  const key = `problems:fault.${String(facts.fault)}`
  if (i18next.exists(key)) return t(key as 'problems:fault.empty', facts)
  const words = String(facts.reason)
  const reason = readReason(words)
  return reason === null
    ? words
    : t(`problems:reason.${reason.name}` as 'problems:reason.missing', reason.gaps)
}

function fieldName(t: T, { field }: Facts): string {
  const key = `problems:field.${lastName(String(field))}`
  return i18next.exists(key) ? t(key as 'problems:field.lot') : String(field)
}
