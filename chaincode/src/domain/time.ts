/** Time as the rules see it: the transaction's timestamp in integer ms, and dates in UTC. There is no other clock. */
import { RuleViolation } from './violation.ts'

const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** Peers and the embedded engine refuse timestamps more than 5 minutes off, so two honest ones differ by 10 at most. */
export const clockToleranceMs = 10 * minuteMs

/** Throws CLOCK_BEHIND where a change claims to have happened well before the state it changes. */
export function refuseClockBehind(now: number, changedAt: number | undefined): void {
  if (changedAt !== undefined && changedAt - now > clockToleranceMs) {
    throw new RuleViolation('CLOCK_BEHIND', { now, changedAt })
  }
}

/** The day asked for last: nearly every question is about today, and printing a date takes longer than a look-up. */
let latest = { start: Number.NaN, day: '' }

/** The UTC day of a time, `YYYY-MM-DD`. Throws RangeError where `ms` is no time. */
export function dayOf(ms: number): string {
  if (!(ms >= latest.start && ms < latest.start + dayMs)) {
    const day = new Date(ms).toISOString().slice(0, 10)
    latest = { start: Math.floor(ms / dayMs) * dayMs, day }
  }
  return latest.day
}

/** First ms of a UTC day; NaN unless `day` is a real date written `YYYY-MM-DD`. */
export function startOfDay(day: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return Number.NaN
  const ms = Date.parse(`${day}T00:00:00.000Z`)
  // Some engines read 31 April as 1 May.
  return Number.isNaN(ms) || dayOf(ms) !== day ? Number.NaN : ms
}

/** First ms after a UTC day: an expiry ends at 24:00 UTC of its day. */
export function endOfDay(day: string): number {
  return startOfDay(day) + dayMs
}
