/** What stands behind `?` on the page of scans, so that a search can be bookmarked and the way back leads to it. */
export interface ScansSearch {
  /** `YYYY-MM-DD`, here; missing: today. */
  day?: string
  verdict?: string
  /** GTIN or lot. */
  find?: string
}

export function readScansSearch({ day, verdict, find }: Record<string, unknown>): ScansSearch {
  return {
    ...(typeof day === 'string' && !Number.isNaN(Date.parse(`${day}T00:00`)) && { day }),
    ...(typeof verdict === 'string' && verdict !== '' && { verdict }),
    // The router reads digits as a number.
    ...((typeof find === 'string' || typeof find === 'number') &&
      String(find) !== '' && { find: String(find) }),
  }
}
