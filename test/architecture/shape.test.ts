/** How files are named and how long they are. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checkout, readSources } from './sources.ts'

/** Files of more than 300 lines, each with its reason. */
const longFiles: Readonly<Record<string, string>> = {
  'scanner-web/src/api/types.ts': 'generated from the OpenAPI document',
}

const sources = readSources('chaincode/src', 'server/src', 'network', 'scanner-web/src', 'test')

describe('the shape of the tree', () => {
  it('has no file or folder named after nothing', () => {
    const empty =
      /(^|\/)(utils?|common|shared|helpers?|managers?|services?|misc)(\/|\.ts$)|(Utils?|Helpers?|Manager|Service)\.ts$/
    assert.deepEqual(
      sources.map(({ path }) => path).filter((path) => empty.test(path)),
      [],
    )
  })

  it('has no file of more than 300 lines without a reason', () => {
    const long = sources.filter(({ text }) => text.split('\n').length - 1 > 300).map(({ path }) => path)
    assert.deepEqual(
      long.filter((path) => longFiles[path] === undefined),
      [],
    )
    assert.deepEqual(
      Object.keys(longFiles).filter((path) => !long.includes(path)),
      [],
      'no longer that long',
    )
  })

  it('keeps the median file below 100 lines', () => {
    const lengths = sources.map(({ text }) => text.split('\n').length).sort((a, b) => a - b)
    assert.ok((lengths[Math.floor(lengths.length / 2)] ?? 0) < 100)
  })

  it('has no folder of more than a dozen files in a capability', () => {
    const counts = new Map<string, number>()
    for (const { path } of sources.filter(({ path }) => path.startsWith('server/src/'))) {
      const folder = path.slice(0, -basename(path).length - 1)
      counts.set(folder, (counts.get(folder) ?? 0) + 1)
    }
    const capability =
      /^server\/src\/(participants|batches|custody|coldchain|care|alerts|anomaly|audit|verification)/
    const full = [...counts].filter(([folder, count]) => capability.test(folder) && count > 14)
    assert.deepEqual(full, [])
  })

  it('mirrors the source in the tests: a test of a folder that is gone is gone too', () => {
    const tested = sources
      .map(({ path }) => /^test\/server\/([a-z]+)\//i.exec(path)?.[1])
      .filter((name) => name !== undefined)
    const gone = [...new Set(tested)].filter(
      (name) => !existsSync(join(checkout, 'server/src', name)) && name !== 'http',
    )
    assert.deepEqual(gone, [])
  })
})

describe('what people are told', () => {
  const scripts = (
    JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  ).scripts
  const documents = ['README.md', 'docs/operating.md', 'docs/decisions.md']

  it('every npm command in the documents exists', () => {
    const builtIn = ['ci', 'install', 'audit', 'update']
    for (const document of documents) {
      const text = readFileSync(join(checkout, document), 'utf8')
      for (const [, run, name = ''] of text.matchAll(/`?npm (run )?([a-z][\w:.-]*)/g)) {
        const known = scripts[name] !== undefined || (run === undefined && builtIn.includes(name))
        assert.ok(known, `${document}: npm ${run ?? ''}${name}`)
      }
    }
  })

  it('the README names the two commands that matter, and .ci/run uses them', () => {
    const readme = readFileSync(join(checkout, 'README.md'), 'utf8')
    const checks = readFileSync(join(checkout, '.ci/run'), 'utf8')
    assert.ok(readme.includes('npm ci && npm start'))
    assert.ok(readme.includes('npm ci && npm test'))
    for (const command of ['npm ci', 'npm test']) assert.ok(checks.includes(command), command)
  })

  it('every file the documents point to is there', () => {
    for (const document of documents) {
      const text = readFileSync(join(checkout, document), 'utf8')
      const folder = document.includes('/') ? 'docs' : '.'
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g))
        assert.ok(existsSync(join(checkout, folder, target)), `${document} -> ${target}`)
    }
  })
})
