import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import {
  issueAuthority,
  newPrivateKey,
} from '../../../../server/src/ledger/embedded/identity/certificates.ts'
import {
  freshForMs,
  signRequest,
  verifyRequest,
  type NodeMessage,
} from '../../../../server/src/platform/nodes/nodeSignature.ts'
import { nodeOf, strangersKey, type OrganisationNode } from './organisationNodes.ts'

const request: NodeMessage = { method: 'GET', authority: 'node.pharmacies.example', path: '/node/leaves/x' }

describe('a request signed by a node', () => {
  let maker: OrganisationNode
  let stranger: OrganisationNode
  const now = Date.now()
  before(async () => {
    maker = await nodeOf('ManufacturersMSP')
    // The same name on the certificate, given by a CA of its own.
    stranger = await nodeOf('ManufacturersMSP')
  })

  function verify(headers: Record<string, string>, changes: Partial<NodeMessage> = {}, at = now) {
    const { method, path } = { ...request, ...changes }
    const lower = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const authorities = [changes.authority ?? request.authority, '127.0.0.1:3000']
    return verifyRequest({ method, path, headers: lower, authorities }, [maker.authority], at)
  }
  const assertRefused = (found: object, reason: RegExp) => {
    assert.match('reason' in found ? String(found.reason) : 'was let in', reason)
  }

  it('names its organisation', () => {
    assert.deepEqual(verify(signRequest(maker.identity, request, now)), { organisation: 'ManufacturersMSP' })
  })

  it('may mean any of the receiver’s names, whatever its Host header says', () => {
    const direct = signRequest(maker.identity, { ...request, authority: '127.0.0.1:3000' }, now)
    assert.deepEqual(verify({ ...direct, Host: 'elsewhere' }), { organisation: 'ManufacturersMSP' })
  })

  it('counts for nothing else: no other method, path or node', () => {
    const headers = signRequest(maker.identity, request, now)
    for (const changes of [
      { method: 'PUT' },
      { path: '/node/leaves/y' },
      { authority: 'node.other.example' },
    ])
      assertRefused(verify(headers, changes), /something else/)
  })

  it('is good for five minutes, by clocks that may differ', () => {
    const headers = signRequest(maker.identity, request, now)
    for (const at of [now + freshForMs - 1000, now - freshForMs + 1000])
      assert('organisation' in verify(headers, {}, at))
    for (const at of [now + freshForMs + 1000, now - freshForMs - 1000])
      assertRefused(verify(headers, {}, at), /too long ago/)
  })

  it('is refused where a stranger’s CA vouches, or a stranger’s key signs', () => {
    assertRefused(verify(signRequest(stranger.identity, request, now)), /no organisation that is trusted/)
    const forged = signRequest({ ...maker.identity, key: strangersKey() }, request, now)
    assertRefused(verify(forged), /something else/)
    const borrowed = signRequest(
      { ...stranger.identity, certificate: maker.identity.certificate },
      request,
      now,
    )
    assertRefused(verify(borrowed), /something else/)
  })

  it('is refused with a certificate that has expired, or is a CA’s', async () => {
    const thirtyOneYearsMs = 31 * 365 * 86_400_000
    const headers = signRequest(maker.identity, request, now + thirtyOneYearsMs)
    assertRefused(verify(headers, {}, now + thirtyOneYearsMs), /no organisation that is trusted/)
    const key = newPrivateKey()
    const authority = new X509Certificate(await issueAuthority('ManufacturersMSP', key, now))
    assertRefused(
      verify(signRequest({ ...maker.identity, certificate: authority }, request, now)),
      /no organisation that is trusted/,
    )
  })

  it('is refused where a header is missing, changed or says more', () => {
    const headers = signRequest(maker.identity, request, now)
    for (const name of Object.keys(headers)) {
      assertRefused(
        verify(Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name))),
        /is not signed/,
      )
    }
    const input = headers['Signature-Input'] ?? ''
    const changes: [string, RegExp][] = [
      [input.replace('"@path" ', ''), /is not signed/],
      [input.replace('ecdsa-p256-sha256', 'hmac-sha256'), /is not signed/],
      [input.replace(/keyid="./, 'keyid="_'), /another key|something else/],
      [
        input.replace(/created=(\d+)/, (_, created: string) => `created=${String(Number(created) + 1)}`),
        /something else/,
      ],
      [`${input}, other=()`, /is not signed/],
    ]
    for (const [changed, reason] of changes)
      assertRefused(verify({ ...headers, 'Signature-Input': changed }), reason)
    assertRefused(verify({ ...headers, 'Node-Certificate': ':bm90IGEgY2VydGlmaWNhdGU=:' }), /is not signed/)
  })
})
