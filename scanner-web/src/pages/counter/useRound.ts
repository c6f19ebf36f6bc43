import { useSyncExternalStore } from 'react'
import { api } from '../../api/api.ts'
import { giveSignal } from '../../scanning/signal.ts'
import { packLook } from './packView.ts'
import { createRound, type Round, type RoundState } from './round.ts'

/** Of the person who works here now: another one starts with nothing. */
let current: { userId: string; round: Round } | null = null

export function roundOf(userId: string): Round {
  if (current?.userId !== userId) {
    const round = createRound({
      call: (...args) => api.call(...args),
      now: () => Date.now(),
      tell(pack) {
        const look = packLook(pack)
        if (look !== null) giveSignal(look.tone)
      },
    })
    current = { userId, round }
  }
  return current.round
}

export function useRoundState(round: Round): RoundState {
  return useSyncExternalStore(round.subscribe, round.read)
}
