import { setTimeout } from 'node:timers/promises'
import type { Follower } from './follower.ts'
import type { Submitter } from './submitter.ts'

/** Postgres may be away: then the change is answered all the same, and lists show it later. */
const patienceMs = 2_000

/**
 * People expect a list to hold what they have just added to it: answers once the read models show the change, too.
 * The counter does not wait for that; a scan after a dispense reads the replica.
 */
export function visibleSubmitter(
  submitter: Submitter,
  { projected }: Pick<Follower, 'projected'>,
): Submitter {
  return {
    async submit(fn, call) {
      const receipt = await submitter.submit(fn, call)
      if (fn.startsWith('pack:')) return receipt
      const given = new AbortController()
      const patience = setTimeout(patienceMs, undefined, { signal: given.signal }).catch(() => undefined)
      await Promise.race([projected(receipt.height + 1), patience])
      given.abort()
      return receipt
    },
  }
}
