import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export interface Format {
  /** `YYYY-MM-DD`, as ledger and labels have it, for people. */
  day: (iso: string) => string
  /** ms since 1970: day and time of day, here. */
  moment: (ms: number) => string
  /** ms since 1970: time of day, here. */
  timeOfDay: (ms: number) => string
  /** ms since 1970, against now: `3 minutes ago`. */
  ago: (ms: number, now?: number) => string
  number: (n: number) => string
}

const minute = 60_000
const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
]

/** Days, times and numbers in the user's language. */
export function useFormat(): Format {
  const { language } = useTranslation().i18n
  return useMemo(() => formatsOf(localeOf(language)), [language])
}

/** The browser's own variant of the language, if it has one: dates differ between en-GB and en-US. */
function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language
}

function formatsOf(language: string): Format {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const timeOfDay = new Intl.DateTimeFormat(language, { timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const number = new Intl.NumberFormat(language)
  return {
    day: (iso) => day.format(new Date(`${iso}T00:00:00Z`)),
    moment: (ms) => moment.format(ms),
    timeOfDay: (ms) => timeOfDay.format(ms),
    ago(ms, now = Date.now()) {
      const [unit, size] = units.find(([, each]) => Math.abs(now - ms) >= each) ?? ['minute', minute]
      return relative.format(Math.trunc((ms - now) / size), unit)
    },
    number: (n) => number.format(n),
  }
}
