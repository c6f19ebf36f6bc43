#!/usr/bin/env node
// `npm start`: makes what is stale, then runs the server from its TypeScript source in this process.
import { buildWeb } from './buildWeb.js'
import { prepare } from './prepare.js'

const say = (line) => process.stderr.write(`${line}\n`)

await prepare(say)
await buildWeb(say)
const { main } = await import('../src/main.ts')
await main(say)
