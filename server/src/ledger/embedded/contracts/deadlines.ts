import type { ShimResponse } from './fabricShim.ts'

/** One timer for all calls under way: a timer each would cost more than most contracts. */
export class Deadlines {
  private readonly timeoutMs: number
  private readonly running = new Map<object, { end: number; resolve: (answer: ShimResponse) => void }>()
  /** undefined once it has rung and nothing was left to wait for. */
  private timer: NodeJS.Timeout | undefined

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs
  }

  async within(call: Promise<ShimResponse>): Promise<ShimResponse> {
    const answer = new Promise<ShimResponse>((resolve) => {
      this.running.set(call, { end: performance.now() + this.timeoutMs, resolve })
      // The dispatcher itself stumbles over `throw null` in a contract.
      call.then(resolve, (error: unknown) => resolve(failure(`the contract failed: ${String(error)}`)))
    })
    this.timer ??= setTimeout(() => this.look(), this.timeoutMs)
    this.timer.ref()
    try {
      return await answer
    } finally {
      this.running.delete(call)
      // Nothing to wait for: the process may end.
      if (this.running.size === 0) this.rest()
    }
  }

  private rest(): void {
    this.timer?.unref()
  }

  private look(): void {
    const now = performance.now()
    let soonest = Infinity
    for (const { end, resolve } of this.running.values()) {
      if (end <= now) resolve(failure(`the contract did not answer within ${this.timeoutMs} ms`))
      else soonest = Math.min(soonest, end)
    }
    this.timer = soonest === Infinity ? undefined : setTimeout(() => this.look(), soonest - now)
  }
}

function failure(message: string): ShimResponse {
  return { status: 500, message }
}
