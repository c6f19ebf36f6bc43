/** What stands behind `?` on the page of shipments: what is looked for first. */
export interface UnitsSearch {
  /** Part of an SSCC, a lot or a GTIN. */
  find?: string
}

export function readUnitsSearch({ find }: Record<string, unknown>): UnitsSearch {
  // The router reads digits as a number.
  return typeof find === 'string' || typeof find === 'number' ? { find: String(find) } : {}
}
