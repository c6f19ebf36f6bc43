/** Dates and times of day. Source: GS1 General Specifications 3.4 and 7.12; years of the Gregorian calendar. */
import { daysInMonth, fullYear } from '../date.ts'
import { digits, notADigit, type Linter } from './linter.ts'

/**
 * Only leap years depend on the century, and within reach of two digits every year divisible by four is one: 1900 and
 * 2100 are out of reach, 2000 is a leap year. So any year of reference in this century gives the same answer.
 */
const yearOfReference = 2021

function dateFault(year: number, monthAndDay: string, dayRequired: boolean): string | null {
  const month = Number(monthAndDay.slice(0, 2))
  const day = Number(monthAndDay.slice(2))
  if (month < 1 || month > 12) return 'The date contains an illegal month of the year.'
  if (day > daysInMonth(year, month) || (dayRequired && day === 0)) {
    return 'The date contains an illegal day of the month.'
  }
  return null
}

function date(length: 6 | 8, dayRequired: boolean): Linter {
  return (value) => {
    if (value.length !== length) return `The date is too ${value.length < length ? 'short' : 'long'}.`
    if (!digits.test(value)) return notADigit
    const printed = Number(value.slice(0, -4))
    return dateFault(
      length === 6 ? fullYear(printed, yearOfReference) : printed,
      value.slice(-4),
      dayRequired,
    )
  }
}

/** Day 00 stands for the month as a whole. */
export const yymmd0 = date(6, false)
export const yymmdd = date(6, true)
export const yyyymmdd = date(8, true)

function clock(unit: string, format: string, limit: number, fault: string): Linter {
  return (value) => {
    if (value.length !== 2) {
      return `The ${unit} is too ${value.length < 2 ? 'short' : 'long'} for ${format} format.`
    }
    if (!digits.test(value)) return notADigit
    return Number(value) < limit ? null : fault
  }
}

export const hh = clock('hour', 'HH', 24, 'The time contains an illegal hour.')
export const mi = clock('minute', 'MI', 60, 'The time contains an illegal minute.')
export const ss = clock('second', 'SS', 60, 'The time contains an illegal seconds.')

export const hhmi: Linter = (value) => {
  if (value.length !== 4) {
    return `The hour with minute is too ${value.length < 4 ? 'short' : 'long'} for HHMI format.`
  }
  return hh(value.slice(0, 2)) ?? mi(value.slice(2))
}
