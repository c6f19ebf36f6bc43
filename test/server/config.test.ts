import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { networkVariableNames } from '../../network/src/settings.ts'
import { BadSettings, loadConfig, variableNames } from '../../server/src/config.ts'
import { createLogger } from '../../server/src/platform/logger.ts'

const checkout = join(import.meta.dirname, '..', '..')
const exampleLines = readFileSync(join(checkout, '.env.example'), 'utf8').split('\n')

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof BadSettings) return error.faults
    throw error
  }
  return []
}

describe('config', () => {
  it('needs no setting', () => {
    const config = loadConfig({})
    assert.equal(config.port, 3000)
    assert.equal(config.host, '127.0.0.1')
    assert.equal(config.dataDir, join(checkout, 'data'))
    assert.equal(config.publicUrl, 'http://localhost:3000')
    assert.equal(config.databaseUrl, null)
    assert.equal(config.demo, true)
    assert.equal(Object.isFrozen(config), true)
  })

  it('names every bad setting at once', () => {
    const bad = {
      PORT: '70000',
      PUBLIC_URL: 'veritrail.example',
      LEDGER: 'paper',
      DEMO: 'maybe',
      LOG_LEVEL: 'loud',
    }
    const faults = faultsOf(bad)
    assert.deepEqual(
      faults.map((fault) => fault.split(' ')[0]),
      Object.keys(bad),
    )
    for (const [name, value] of Object.entries(bad)) {
      assert.ok(faults.some((fault) => fault.startsWith(`${name} is "${value}"; it must be `)))
    }
  })

  it('takes an empty variable as not set', () => {
    assert.equal(loadConfig({ PORT: '', DATABASE_URL: '' }).port, 3000)
  })

  it('takes port 0, and refuses what is no port', () => {
    assert.equal(loadConfig({ PORT: '0' }).port, 0)
    for (const PORT of ['-1', '3000a', '65536', '1e3', '3 ']) assert.equal(faultsOf({ PORT }).length, 1, PORT)
  })

  it('never prints a secret', async () => {
    const secret = 'hunter2-and-more'
    const databaseUrl = `postgresql://veritrail:${secret}@db/veritrail`
    const config = loadConfig({ DATABASE_URL: databaseUrl })
    assert.equal(config.databaseUrl, databaseUrl)
    const lines: string[] = []
    const { Writable } = await import('node:stream')
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString())
        done()
      },
    })
    createLogger('info', stream).info({ config, databaseUrl, headers: { authorization: secret } }, 'starting')
    const printed = [
      inspect(config),
      JSON.stringify(config),
      ...lines,
      ...faultsOf({ DATABASE_URL: `mysql://u:${secret}@h/d` }),
    ]
    assert.equal(lines.length, 1)
    for (const text of printed) {
      assert.equal(text.includes(secret), false, text)
      assert.ok(text.includes('[redacted]'), text)
    }
  })

  it('.env.example names every setting and no other, with its default', () => {
    const settings = exampleLines.flatMap((line) => /^(# )?([A-Z_]+)=(.*)$/.exec(line)?.slice(1) ?? [])
    const named = settings.filter((_part, index) => index % 3 === 1)
    assert.deepEqual(named, [...variableNames, ...networkVariableNames])
    const active = exampleLines.flatMap((line) => /^([A-Z_]+)=(.*)$/.exec(line)?.slice(1) ?? [])
    const example = Object.fromEntries(
      active.flatMap((name, index) => (index % 2 === 0 ? [[name, active[index + 1]]] : [])),
    )
    assert.equal(inspect(loadConfig(example)), inspect(loadConfig({})))
  })
})
