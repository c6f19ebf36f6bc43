/** Numbers that are the same in every run: mulberry32 (Tommy Ettinger, public domain). */
export interface Random {
  /** From `low` to below `high`. */
  between: (low: number, high: number) => number
  /** Normally distributed, mean 0, deviation 1. */
  normal: () => number
  pick: <T>(items: readonly T[]) => T
  text: (alphabet: string, length: number) => string
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(next() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  return {
    between: (low, high) => low + (high - low) * next(),
    // Box and Muller; 1 - next() is never 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick,
    text: (alphabet, length) => Array.from({ length }, () => pick(alphabet.split(''))).join(''),
  }
}
