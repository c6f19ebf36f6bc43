/** What a maker says of a batch beside its packs. */

/** °C times ten, as the ledger has it; the usual rules for medicines (EMA CPMP/QWP/609/96, storage statements). */
export const storageRules = {
  none: null,
  fridge: { minTenthsC: 20, maxTenthsC: 80 },
  room: { minTenthsC: 150, maxTenthsC: 250 },
  frozen: { minTenthsC: -250, maxTenthsC: -150 },
} as const
export type StorageChoice = keyof typeof storageRules

export interface Terms {
  /** As typed. */
  markets: string
  storage: StorageChoice
}

/** `de, FR` as `['DE', 'FR']`; null where something else stands there (ISO 3166-1 alpha-2). */
export function readMarkets(text: string): string[] | null {
  const codes = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean)
  return codes.every((code) => /^[A-Z]{2}$/.test(code)) ? [...new Set(codes)].sort() : null
}
