import i18next, { type TFunction } from 'i18next'
import { isProblem } from '../api/apiProblem.ts'

type Facts = Readonly<Record<string, unknown>>

/** The one place that turns whatever went wrong into a sentence for people, in their language. */
export function problemSentence(t: TFunction<['frame', 'problems']>, error: unknown): string {
  if (!isProblem(error)) return t('problems:BUG')
  const { code, facts } = error
  const key = `problems:${code}`
  const told = { ...facts, reason: faultSentence(t, facts), code }
  return t((i18next.exists(key) ? key : 'problems:other') as 'problems:other', told)
}

/** What is wrong with a file, by the name that `facts.fault` has; otherwise `facts.reason`, in the server's own words: exact, and English. */
export function faultSentence(t: TFunction<['frame', 'problems']>, facts: Facts): string {
  const key = `problems:fault.${String(facts.fault)}`
  return i18next.exists(key) ? t(key as 'problems:fault.empty', facts) : String(facts.reason)
}
