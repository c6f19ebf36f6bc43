import { daysInMonth } from '../../../../chaincode/src/domain/gs1/date.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'

/** A day that exists, written YYYY-MM-DD (ISO 8601). @throws RuleViolation INPUT_INVALID naming `field`. */
export function parseCalendarDate(text: string, field: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  if (year === '') throw new RuleViolation('INPUT_INVALID', { field, reason: 'must be a date as YYYY-MM-DD' })
  const days = Number(month) >= 1 && Number(month) <= 12 ? daysInMonth(Number(year), Number(month)) : 0
  if (Number(day) < 1 || Number(day) > days) {
    throw new RuleViolation('INPUT_INVALID', { field, reason: 'is no day of the calendar' })
  }
  return text
}
