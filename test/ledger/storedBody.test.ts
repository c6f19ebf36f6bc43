import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { fromStoredBody, toStoredBody } from '../../server/src/ledger/embedded/chain/storedBody.ts'

const bodyOf = (...parts: Uint8Array[]) => Buffer.concat([Uint8Array.of(1), ...parts])
const repetitive = bodyOf(randomBytes(900), Buffer.from('"gtin":"09506000134352","lot":"A1/26",'.repeat(20)))

describe('stored block bodies', () => {
  for (const [what, body] of [
    ['one transaction', repetitive],
    ['many transactions', bodyOf(randomBytes(400_000))],
    ['what does not get smaller', bodyOf(randomBytes(300))],
    ['the shortest', bodyOf()],
  ] as const)
    it(`come back as they were: ${what}`, () => {
      assert.deepEqual(fromStoredBody(toStoredBody(body)), body)
      assert.ok(toStoredBody(body).length <= body.length)
    })

  it('are smaller where texts repeat, and whole where they are large', () => {
    assert.ok(toStoredBody(repetitive).length < repetitive.length * 0.7)
    const large = Buffer.concat([repetitive, repetitive, repetitive])
    assert.deepEqual(toStoredBody(large), large)
  })

  it('with any bit changed are another body or none', () => {
    const stored = toStoredBody(repetitive)
    for (let bit = 0; bit < stored.length * 8; bit++) {
      const changed = Buffer.from(stored)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.ok(!readsAs(changed, repetitive), `bit ${String(bit)}`)
    }
  })
})

function readsAs(stored: Buffer, body: Buffer): boolean {
  try {
    return fromStoredBody(stored).equals(body)
  } catch {
    return false
  }
}
