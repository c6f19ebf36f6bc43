import { useEffect, useSyncExternalStore } from 'react'
import { api } from '../../api/api.ts'
import { tabMemory } from '../../deviceMemory.ts'
import { onLeave } from '../../leaving.ts'
import { giveSignal } from '../../scanning/sound.ts'
import { keepRound, keptRound } from './keptRound.ts'
import { packLook } from './packView.ts'
import { createRound, type Round, type RoundState } from './round.ts'

/** Of the person who works here now: another one starts with nothing. */
let current: { userId: string; round: Round } | null = null
onLeave(() => {
  current = null
})

export function roundOf(userId: string): Round {
  if (current?.userId !== userId) {
    const round: Round = createRound({
      call: (...args) => api.call(...args),
      now: () => Date.now(),
      tell(pack) {
        const look = packLook(pack)
        if (look !== null) giveSignal(look.signal)
      },
      kept: keptRound(tabMemory, userId),
      keep(state) {
        // What still arrives after the log-out is nobody's any more.
        if (current?.round === round) keepRound(tabMemory, userId, state)
      },
    })
    current = { userId, round }
  }
  return current.round
}

export function useRoundState(round: Round): RoundState {
  useEffect(() => {
    const resume = () => void round.resume()
    resume()
    addEventListener('online', resume)
    return () => removeEventListener('online', resume)
  }, [round])
  return useSyncExternalStore(round.subscribe, round.read)
}
