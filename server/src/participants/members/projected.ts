import type { Follower } from '../../ledger/follower.ts'

/** Resolves when lists and searches show what the first `height` blocks did, and after two seconds in any case. */
export type Projected = (height: number) => Promise<void>

const patienceMs = 2000

/** Who votes next must find the proposal; where the read models lag, the answer does not wait for them for ever. */
export function projectedWithin(follower: Pick<Follower, 'projected'>): Projected {
  return async (height) => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs)
    })
    await Promise.race([follower.projected(height), late])
    clearTimeout(timer)
  }
}
