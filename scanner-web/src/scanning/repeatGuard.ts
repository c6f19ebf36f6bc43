/** A camera sees the same pack in every frame; it is one scan. */
export interface RepeatGuard {
  /** True unless the same text was seen within `quietMs` before `atMs`; each sighting begins the time anew. */
  isNew: (text: string, atMs: number) => boolean
}

export function createRepeatGuard(quietMs = 2_000): RepeatGuard {
  const seen = new Map<string, number>()
  return {
    isNew(text, atMs) {
      for (const [other, lastMs] of seen) if (atMs - lastMs >= quietMs) seen.delete(other)
      const isNew = !seen.has(text)
      seen.set(text, atMs)
      return isNew
    },
  }
}
