import { hourMs, minuteMs, type Clock } from '../clock.ts'
import type { AliveSince } from './store.ts'

/** A session ends after half an hour without a request, and after twelve hours whatever happens. */
export const sessionLife = { idleMs: 30 * minuteMs, absoluteMs: 12 * hourMs } as const

export function aliveSince(clock: Clock): AliveSince {
  return {
    createdAfter: new Date(clock() - sessionLife.absoluteMs),
    seenAfter: new Date(clock() - sessionLife.idleMs),
  }
}

/** When the session ends if it is not used any more, ms. */
export function endsAt(session: { createdAt: Date; lastSeenAt: Date }): number {
  return Math.min(
    session.createdAt.getTime() + sessionLife.absoluteMs,
    session.lastSeenAt.getTime() + sessionLife.idleMs,
  )
}
