import assert from 'node:assert/strict'
import type { RequestRecord } from '../../chaincode/src/domain/ledgerApi.ts'
import { decidePrune, repeatedEvent, requestKeyOf } from '../../chaincode/src/domain/request.ts'
import { at, day, hash, pharmacies, refused, t0 } from './given.ts'

const minute = 60_000
function idAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7abc-8def-0123456789ab`
}
const id = idAt(t0)
const key = `request/2026-03-02/${pharmacies}/${id}`

describe('request id', () => {
  const accepted = { 'of now': 0, '30 days old to the ms': 30 * day, '5 minutes ahead': -5 * minute }
  for (const [what, age] of Object.entries(accepted)) {
    it(`${what} is taken; its key names its own day`, () => {
      assert.equal(requestKeyOf(at(t0 + age, pharmacies), id), key)
    })
  }
  it('30 days and one ms old has expired', () => {
    refused(() => requestKeyOf(at(t0 + 30 * day + 1, pharmacies), id), 'REQUEST_EXPIRED')
  })
  it('from the future is refused', () => {
    refused(() => requestKeyOf(at(t0 - 5 * minute - 1, pharmacies), id), 'REQUEST_FROM_FUTURE')
  })
  for (const bad of [
    '',
    'x',
    id.toUpperCase(),
    id.replace('-7', '-4'),
    id.replace('-8', '-c'),
    `${id} `,
    `${id}\n`,
  ]) {
    it(`${JSON.stringify(bad)} is no UUIDv7`, () => {
      refused(() => requestKeyOf(at(t0, pharmacies), bad), 'INPUT_INVALID', { field: 'requestId' })
    })
  }
})

describe('a repeated request', () => {
  const event = { type: 'packKey.deposited', keyId: hash('key'), at: t0 } as const
  const earlier: RequestRecord = { v: 1, fn: 'packKey:deposit', input: hash('input'), event }

  it('gives the event of the first', () => {
    assert.deepEqual(repeatedEvent(earlier, 'packKey:deposit', hash('input'), id), event)
  })
  it('with another function or input is refused', () => {
    refused(() => repeatedEvent(earlier, 'packKey:delete', hash('input'), id), 'REQUEST_ID_REUSED', {
      fn: 'packKey:deposit',
    })
    refused(() => repeatedEvent(earlier, 'packKey:deposit', hash('other'), id), 'REQUEST_ID_REUSED')
  })
})

describe('pruning', () => {
  const late = t0 + 30 * day + 10 * minute
  it('deletes what has expired and is out of reach of every clock', () => {
    const { writes, event } = decidePrune(at(late + 1, pharmacies), { keys: [key] })
    assert.deepEqual(writes, [{ key, record: null }])
    assert.equal(event.count, 1)
  })
  it('leaves what a transaction with a slower clock may still ask for', () => {
    refused(() => decidePrune(at(late, pharmacies), { keys: [key] }), 'REQUEST_NOT_EXPIRED', {
      requestId: id,
    })
  })
  it('is refused for a key that names another day', () => {
    const wrong = key.replace('03-02', '03-03')
    refused(() => decidePrune(at(late + 1, pharmacies), { keys: [key, wrong] }), 'INPUT_INVALID', {
      field: 'keys[1]',
    })
  })
})
