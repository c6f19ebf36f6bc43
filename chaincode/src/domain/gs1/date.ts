/**
 * Six-digit dates. Source: GS1 General Specifications, section 7.12 (century) and AI 17 (day 00 = last day of month).
 */

/** Last day of `month` (1..12) in `year`, Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The four-digit year that `yy` (0..99) means to a reader in `thisYear`: 51 or more ahead is last century, 50 or more behind is next. */
export function fullYear(yy: number, thisYear: number): number {
  const century = Math.floor(thisYear / 100) * 100
  const ahead = yy - (thisYear % 100)
  if (ahead >= 51) return century - 100 + yy
  return ahead <= -50 ? century + 100 + yy : century + yy
}

/**
 * YYMMDD to YYYY-MM-DD, day 00 becoming the month's last; null where no such day exists.
 * `today` is YYYY-MM-DD.
 */
export function toCalendarDate(yymmdd: string, today: string): string | null {
  if (!/^[0-9]{6}$/.test(yymmdd)) return null
  const year = fullYear(Number(yymmdd.slice(0, 2)), Number(today.slice(0, 4)))
  const month = Number(yymmdd.slice(2, 4))
  if (month < 1 || month > 12) return null
  const last = daysInMonth(year, month)
  const day = Number(yymmdd.slice(4)) || last
  if (day > last) return null
  return `${String(year)}-${yymmdd.slice(2, 4)}-${String(day).padStart(2, '0')}`
}

/** YYYY-MM-DD to YYMMDD. */
export function toSixDigits(date: string): string {
  return date.slice(2, 4) + date.slice(5, 7) + date.slice(8, 10)
}
