/** The tabs of a browser share one session: who logs out in one leaves all of them, and what each holds of her work goes. */
import { ApiProblem } from './api/apiProblem.ts'
import { noteProblem } from './api/queryClient.ts'
import { onLogOut } from './api/session.ts'
import { deviceMemory, tabMemory } from './deviceMemory.ts'

const key = 'veritrail.leftAt'
const listeners = new Set<() => void>()

/** @param listener forgets what the person who leaves was shown */
export function onLeave(listener: () => void): void {
  listeners.add(listener)
}

function forget(): void {
  for (const listener of listeners) listener()
  tabMemory.clear()
}

export function leaveTogether(): void {
  onLogOut(() => {
    forget()
    // A text that has changed is heard of in every other tab.
    deviceMemory.set(key, String(Date.now()))
  })
  addEventListener('storage', (event) => {
    if (event.key !== key) return
    forget()
    // As its next request would be told.
    noteProblem(new ApiProblem({ code: 'NOT_AUTHENTICATED', status: 401 }))
  })
}
