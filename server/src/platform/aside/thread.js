// Starts the thread behind runAside. Plain JavaScript, since a thread does not inherit the loader of TypeScript.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.module)
