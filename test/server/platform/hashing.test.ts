import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { hmac, sha256 } from '../../../server/src/platform/hashing.ts'

const bytes = (maxLength: number) => fc.uint8Array({ maxLength })
const parts = fc.array(bytes(400), { maxLength: 4 })

describe('hashing', () => {
  it('is SHA-256 of the parts as if joined', () => {
    const property = fc.property(parts, (some) => {
      const expected = createHash('sha256').update(Buffer.concat(some)).digest()
      assert.deepEqual(Buffer.from(sha256(...some)), expected)
    })
    fc.assert(property, { numRuns: 300 })
  })

  it('is HMAC-SHA-256 for keys and messages of any length, whatever was hashed before', () => {
    const property = fc.property(bytes(130), parts, (key, some) => {
      const expected = createHmac('sha256', key).update(Buffer.concat(some)).digest()
      assert.deepEqual(Buffer.from(hmac(key, ...some)), expected)
    })
    fc.assert(property, { numRuns: 500 })
  })

  it('gives digests of their own, which later ones leave alone', () => {
    const first = hmac(Buffer.from('key'), Buffer.from('a'))
    const kept = Buffer.from(first)
    hmac(Buffer.from('key'), Buffer.from('b'))
    assert.deepEqual(Buffer.from(first), kept)
  })
})
