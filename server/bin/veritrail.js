#!/usr/bin/env node
// `npx veritrail`: the command line, run from its TypeScript source.
import { prepare } from './prepare.js'

await prepare((line) => process.stderr.write(`${line}\n`))
const { run } = await import('../src/cli/main.ts')
process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
})
