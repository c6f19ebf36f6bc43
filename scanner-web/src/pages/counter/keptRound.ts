/**
 * A round outlives a reload of its page. A dispense whose outcome is not known must be asked for again under its own key:
 * under a new one, a pack that was dispensed would look like one that somebody else had dispensed.
 *
 * Kept in session storage: this tab's alone, gone with the tab, and at the log-out in any tab (leaving.ts). A session that ends
 * otherwise, as by its age, leaves it for the same person's next log-in here, and nobody else's. What stands there is what the screen
 * shows, of packs and not of patients: codes, verdicts, steps. The key of a request opens nothing without the session's cookie,
 * which no script can read.
 */
import { ApiProblem } from '../../api/apiProblem.ts'
import type { Memory } from '../../memory.ts'
import { isUnderWay, noPacks, type RoundState, type ScannedPack } from './round.ts'

const key = 'veritrail.round'
/** What is under way is kept in any case. */
const mostKept = 100

export function keepRound(place: Memory, userId: string, { packs, shownId }: RoundState): void {
  const kept = packs.filter((pack, i) => i < mostKept || isUnderWay(pack))
  place.set(key, JSON.stringify({ userId, packs: kept, shownId }))
}

/** Of this person in this tab; what another one left is dropped. */
export function keptRound(place: Memory, userId: string): RoundState {
  const text = place.get(key)
  if (text === null) return noPacks
  const kept = JSON.parse(text) as RoundState & { userId: string }
  if (kept.userId === userId) return { packs: kept.packs.map(revive), shownId: kept.shownId }
  place.remove(key)
  return noPacks
}

/** Whatever was on its way when the page went, nobody waits for any more. */
function revive(pack: ScannedPack): ScannedPack {
  const { act } = pack
  return {
    ...pack,
    asking: false,
    problem: problemAgain(pack.problem),
    act: act && {
      ...act,
      stage: act.stage === 'sending' ? 'unknown' : act.stage,
      sending: false,
      problem: problemAgain(act.problem),
    },
  }
}

function problemAgain(kept: ApiProblem | null): ApiProblem | null {
  if (kept === null) return null
  const { code, status, facts, retryAfterMs } = kept
  return new ApiProblem({ code, status, facts, retryAfterMs })
}
