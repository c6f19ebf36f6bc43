/** Waits for what follows from elsewhere; fails after half a minute. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + 30_000
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`never: ${holds.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
