/** What this device remembers of a person's choices, and what this tab does of her work. */
import { createMemory } from './memory.ts'

export const deviceMemory = createMemory(() => localStorage)
/** Gone with the tab, and at the log-out. */
export const tabMemory = createMemory(() => sessionStorage)
