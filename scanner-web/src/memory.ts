/** A browser's storage as far as it goes: blocked for this site, or full, what was chosen holds for this page only. */
export interface Memory {
  get: (key: string) => string | null
  set: (key: string, value: string) => void
  remove: (key: string) => void
  clear: () => void
}

/** Local or session storage, or a test's. */
export interface TextStorage {
  getItem: (key: string) => string | null
  setItem: (key: string, value: string) => void
  removeItem: (key: string) => void
  clear: () => void
}

/** @param open may throw, as every access to a storage may: a browser that blocks cookies blocks it by SecurityError */
export function createMemory(open: () => TextStorage): Memory {
  const held = new Map<string, string>()
  /** @returns whether the browser did it */
  function attempt(act: (storage: TextStorage) => void): boolean {
    try {
      act(open())
      return true
    } catch {
      return false
    }
  }
  return {
    get(key) {
      let kept: string | null = null
      attempt((storage) => (kept = storage.getItem(key)))
      return held.get(key) ?? kept
    },
    set(key, value) {
      held.delete(key)
      if (attempt((storage) => storage.setItem(key, value))) return
      held.set(key, value)
      // After a reload the older text would be taken for this one.
      attempt((storage) => storage.removeItem(key))
    },
    remove(key) {
      held.delete(key)
      attempt((storage) => storage.removeItem(key))
    },
    clear() {
      held.clear()
      attempt((storage) => storage.clear())
    },
  }
}
