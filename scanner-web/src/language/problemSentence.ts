import i18next, { type TFunction } from 'i18next'
import { isProblem } from '../api/apiProblem.ts'

/** The one place that turns whatever went wrong into a sentence for people, in their language. */
export function problemSentence(t: TFunction<['frame', 'problems']>, error: unknown): string {
  if (!isProblem(error)) return t('problems:BUG')
  const { code, facts } = error
  const key = `problems:${code}`
  // `facts.reason` is in the server's own words: exact, and English.
  return t((i18next.exists(key) ? key : 'problems:other') as 'problems:other', { ...facts, code })
}
