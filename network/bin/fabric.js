#!/usr/bin/env node
// `npm run fabric:…`: a Fabric network on this machine, run from its TypeScript source.
import { readSettings, registerTypeScript } from '../../server/bin/prepare.js'

readSettings()
await registerTypeScript()
const { main } = await import('../src/commands/main.ts')
process.exitCode = await main(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`))
