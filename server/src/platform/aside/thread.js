// Starts the thread behind growTree. Plain JavaScript, since a thread does not inherit the loader of TypeScript.
import { register } from 'tsx/esm/api'

register()
await import('./treeWorker.ts')
