import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { newPrivateKey, privateKeyFrom } from '../../server/src/ledger/embedded/identity/certificates.ts'
import { signNow, verifySignature } from '../../server/src/ledger/embedded/identity/signature.ts'

/** Order of P-256: NIST SP 800-186, section 3.2.1.3. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** DER: SEQUENCE { INTEGER r, INTEGER s }, X.690. */
function valuesOf(der: Buffer): [bigint, bigint] {
  const rLength = der[3] ?? 0
  const number = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`)
  return [number(der.subarray(4, 4 + rLength)), number(der.subarray(6 + rLength))]
}

describe('signatures for Fabric', () => {
  const key = privateKeyFrom(newPrivateKey())
  const publicKey = createPublicKey(key)

  it('always have the lower s, and verify elsewhere', () => {
    for (let i = 0; i < 200; i++) {
      const message = Buffer.from(`message ${i}`)
      const signature = signNow(key, message)
      const [, s] = valuesOf(signature)
      assert.ok(s > 0n && s <= order >> 1n)
      assert.ok(verify('sha256', message, publicKey, signature), 'OpenSSL takes it')
      assert.ok(verifySignature(publicKey, message, signature))
    }
  })

  it('are not taken with the higher s, though that verifies too', () => {
    const message = Buffer.from('message')
    const [r, s] = valuesOf(signNow(key, message))
    const integer = (value: bigint) => {
      const hex = value.toString(16)
      const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
      const padded = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes
      return Buffer.concat([Buffer.of(2, padded.length), padded])
    }
    const body = Buffer.concat([integer(r), integer(order - s)])
    const high = Buffer.concat([Buffer.of(0x30, body.length), body])
    assert.ok(verify('sha256', message, publicKey, high))
    assert.ok(!verifySignature(publicKey, message, high))
  })
})
