import type { ChaincodeResponse } from 'fabric-shim'

/** One timer for all calls under way: a timer each would cost more than most contracts. */
export class Deadlines {
  private readonly timeoutMs: number
  private readonly running = new Map<object, { end: number; resolve: (answer: ChaincodeResponse) => void }>()
  /** undefined once it has rung and nothing was left to wait for. */
  private timer: NodeJS.Timeout | undefined

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs
  }

  async within(call: Promise<ChaincodeResponse>): Promise<ChaincodeResponse> {
    const answer = new Promise<ChaincodeResponse>((resolve) => {
      this.running.set(call, { end: performance.now() + this.timeoutMs, resolve })
      void call.then(resolve)
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
      if (end <= now)
        resolve({ status: 500, message: `the contract did not answer within ${this.timeoutMs} ms` })
      else soonest = Math.min(soonest, end)
    }
    this.timer = soonest === Infinity ? undefined : setTimeout(() => this.look(), soonest - now)
  }
}
