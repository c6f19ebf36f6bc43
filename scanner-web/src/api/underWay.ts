/** How many actions are on their way to the server: as long as there are any, nothing may reload the page. */
let count = 0
const listeners = new Set<() => void>()

function become(next: number): void {
  count = next
  for (const listener of listeners) listener()
}

export async function whileUnderWay<T>(work: () => Promise<T>): Promise<T> {
  become(count + 1)
  try {
    return await work()
  } finally {
    become(count - 1)
  }
}

export const underWay = {
  read: (): number => count,
  /** @returns stops it */
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
