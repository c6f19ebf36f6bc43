import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import {
  signatureParameters,
  signMessage,
  verifyMessage,
  type Component,
} from '../../../../server/src/platform/nodes/messageSignature.ts'
import { strangersKey } from './organisationNodes.ts'

describe('message signatures', () => {
  /** RFC 9421, appendix B.2.4 with the key of B.1.3. */
  const key = createPublicKey(`-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
-----END PUBLIC KEY-----`)
  const components: Component[] = [
    ['@status', '200'],
    ['content-type', 'application/json'],
    [
      'content-digest',
      'sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:',
    ],
    ['content-length', '23'],
  ]
  const identifiers = components.map(([identifier]) => identifier)
  const parameters = signatureParameters(identifiers, { created: 1618884473, keyid: 'test-key-ecc-p256' })
  const signature = 'wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw=='

  it('are those of the standard’s example', () => {
    assert.equal(
      parameters,
      '("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
    )
    assert.equal(verifyMessage(key, components, parameters, signature), true)
  })

  it('fit nothing else: no other value, order or parameter', () => {
    const [first, ...others] = components as [Component, ...Component[]]
    for (const changed of [[['@status', '201'], ...others] as Component[], [...others, first], others])
      assert.equal(verifyMessage(key, changed, parameters, signature), false)
    assert.equal(verifyMessage(key, components, parameters.replace('73', '74'), signature), false)
  })

  it('made here are good here', () => {
    const own = strangersKey()
    const made = signMessage(own, components, parameters)
    assert.equal(Buffer.from(made, 'base64').length, 64)
    assert.equal(verifyMessage(createPublicKey(own), components, parameters, made), true)
    assert.equal(verifyMessage(key, components, parameters, made), false)
  })
})
