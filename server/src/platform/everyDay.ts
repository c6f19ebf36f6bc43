const dayMs = 24 * 60 * 60 * 1000

/** Runs `chore` now and once a day until `signal` aborts. A failure is told to `onFault`; the next day comes. */
export function everyDay(
  chore: () => Promise<unknown>,
  onFault: (error: unknown) => void,
  signal: AbortSignal,
): void {
  const run = () => {
    chore().catch(onFault)
  }
  const timer = setInterval(run, dayMs).unref()
  signal.addEventListener('abort', () => {
    clearInterval(timer)
  })
  run()
}
