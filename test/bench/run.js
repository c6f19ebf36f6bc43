#!/usr/bin/env node
// `npm run bench`: runs every measurement beside this file, one after the other, so that they do not take each other's processor.
//   npm run bench -- NAME... [--json]    only these; one JSON object, by name, for machines
// `fabric` and `lighthouse` run only when they are named: they need programs that are no dependencies, and take minutes.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { generateClient } from '../../server/bin/generate.js'

const onlyWhenNamed = ['fabric', 'lighthouse']
const json = process.argv.includes('--json')
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const all = readdirSync(import.meta.dirname).flatMap((name) =>
  name.endsWith('.ts') ? [name.slice(0, -'.ts'.length)] : [],
)
const unknown = wanted.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`no bench ${unknown.join(', ')}; there are: ${all.join(', ')}\n`)
  process.exit(2)
}

generateClient((line) => process.stderr.write(`${line}\n`))
const results = {}
for (const name of wanted.length > 0 ? wanted : all.filter((each) => !onlyWhenNamed.includes(each))) {
  process.stderr.write(`== ${name}\n`)
  const command = ['--import', 'tsx', join(import.meta.dirname, `${name}.ts`), ...(json ? ['--json'] : [])]
  const env = { ...process.env, CORE_CHAINCODE_LOGGING_LEVEL: 'CRITICAL' }
  const run = spawnSync(process.execPath, command, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', json ? 'pipe' : 'inherit', 'inherit'],
  })
  if (run.status !== 0) process.exitCode = 1
  else if (json) results[name] = JSON.parse(run.stdout)
}
if (json) process.stdout.write(`${JSON.stringify(results)}\n`)
