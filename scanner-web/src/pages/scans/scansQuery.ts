import { parseGtin } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { apiPages } from '../../api/apiPages.ts'
import type { ScansSearch } from './scansSearch.ts'

const pageSize = 50

/** The local day of a time, `YYYY-MM-DD`. */
export function localDay(ms: number): string {
  const date = new Date(ms)
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return parts.map((part) => String(part).padStart(2, '0')).join('-')
}

/** The scans of a local day: from its midnight to the next, 23 to 25 hours. */
export function scansQuery({ day, verdict, find }: ScansSearch, today: string) {
  const start = new Date(`${day ?? today}T00:00`)
  const end = new Date(start)
  end.setDate(end.getDate() + 1)
  const query = {
    ...{ limit: pageSize, from: start.getTime(), to: end.getTime() },
    ...(verdict !== undefined && { verdict }),
    ...(find !== undefined && meaning(find)),
  }
  return apiPages('GET /scans', { query })
}

/** Fourteen digits are a GTIN; shorter numbers may be a lot as well. */
function meaning(find: string): { gtin: string } | { lot: string } {
  return /^\d{14}$/.test(find) ? { gtin: find } : { lot: find }
}

/** A number that could only be a GTIN, and is none. */
export function isMistypedGtin(find: string): boolean {
  if (!/^\d{14}$/.test(find)) return false
  try {
    parseGtin(find)
    return false
  } catch {
    return true
  }
}
