import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { signNow, verifySignature } from '../../../server/src/ledger/embedded/identity/signature.ts'
import { SigningBatches } from '../../../server/src/ledger/embedded/threads/signingBatches.ts'

describe('signatures by the batch', () => {
  const pairs = [0, 1].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }))

  it('are those of their messages and keys, whoever makes them', async () => {
    const batches = new SigningBatches(pairs.map(({ privateKey }) => privateKey))
    // Some before the thread is ready, most by it, the last batch not full.
    for (let round = 0; round < 20; round++) {
      const messages = Array.from({ length: 37 }, (_, i) => randomBytes(1 + i * 40))
      const signatures = await Promise.all(messages.map((message, i) => batches.sign(i % 2, message)))
      for (const [i, message] of messages.entries()) {
        const [own, other] = [pairs[i % 2], pairs[(i + 1) % 2]].map((pair) => pair?.publicKey)
        assert.ok(own && verifySignature(own, message, signatures[i] ?? Buffer.alloc(0)))
        assert.ok(other && !verifySignature(other, message, signatures[i] ?? Buffer.alloc(0)))
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    await batches.close()
  })

  it('have the lower s and the shortest numbers, in a thousand', () => {
    for (const { privateKey, publicKey } of pairs) {
      for (let i = 0; i < 500; i++) {
        const message = Buffer.from(String(i))
        assert.ok(verifySignature(publicKey, message, signNow(privateKey, message)))
      }
    }
  })
})
