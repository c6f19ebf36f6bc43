import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { rename } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Unavailable } from '../../../server/src/platform/unavailable.ts'
import { fixtures } from '../fixtures.ts'
import { makersKey } from '../makersKey.ts'
import { openWorld, type World } from '../world.ts'
import { amoxil500, codeOf, registerAmoxil, registerBatch, separator, tillOf } from './pharmacyScene.ts'

const northLabsKey = makersKey()

/** FRESH of AMX1, with the signature of the pack that bears `serial`. */
function signedAs(serial: string): string {
  const signature = northLabsKey.signatureOf({ gtin: amoxil500, lot: 'AMX1', serial, expiry: '280630' })
  return `${codeOf({ serial: 'FRESH' })}${separator}8030${signature}`
}

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** A connection that once brought anything else stays node:http's: plain requests have connections of their own. */
const agents = { plain: new Agent({ keepAlive: true }), other: new Agent({ keepAlive: true }) }

/** With node:http, since fetch adds headers of its own. */
function post(
  url: string,
  body: string | Buffer,
  headers: Record<string, string>,
  agent = agents.other,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/v1/verifications`, { method: 'POST', headers, agent }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

describe('the hot path', function () {
  this.timeout(60_000)
  let world: World
  let token: string

  before(async () => {
    world = await openWorld(['northLab', 'cornerPharmacy'])
    const northLab = world.as('northLab')
    await registerAmoxil(northLab)
    await registerBatch(northLab, 'AMX1', ['FRESH', 'SOLD', 'LOCKED'])
    await registerBatch(northLab, 'AMX2', ['OTHER'])
    await registerBatch(northLab, 'RECALLED', ['BACK'])
    await northLab.must('/signing-keys', { publicKey: northLabsKey.publicKey, validFrom: '2020-01-01' })
    await northLab.must(`/batches/${amoxil500}/RECALLED/recall`, { class: 2, reason: 'label mixed up' })
    await world.as('cornerPharmacy').must('/packs/supply', { code: codeOf({ serial: 'SOLD' }) })
    await world.as('cornerPharmacy').must('/packs/lock', { code: codeOf({ serial: 'LOCKED' }) })
    token = await tillOf(world, world.as('cornerPharmacy'), fixtures.cornerPharmacy.site, [
      'verifications:create',
      'packs:supply',
      'packs:undo',
    ])
    // the first call fetches the token and the shipments, the next ones find them at hand
    await plain({ code: codeOf({ serial: 'FRESH' }) })
  })
  after(async () => {
    unsubscribe('http.server.request.start', countForHttp)
    for (const agent of Object.values(agents)) agent.destroy()
    await world.stop()
  })

  /** Requests that got as far as node:http. */
  let forHttp = 0
  const countForHttp = () => forHttp++
  before(() => {
    subscribe('http.server.request.start', countForHttp)
  })
  const requestLines = () => world.logged.filter((line) => line.includes('request.answered')).length
  const bearer = (): Record<string, string> => ({ Authorization: `Bearer ${token}` })
  const json = { 'Content-Type': 'application/json' }
  const plain = (body: unknown, headers: Record<string, string> = {}) =>
    post(
      world.url,
      JSON.stringify(body),
      { ...json, ...bearer(), ...headers },
      Object.keys(headers).length === 0 ? agents.plain : agents.other,
    )
  /** A header that says nothing, and so may say anything: the connection is node:http's, the request still plain. */
  const besides = (body: unknown) => plain(body, { 'X-Other': 'any' })
  /** A parameter that says nothing new, and is not the plain case. */
  const slow = (body: unknown) => plain(body, { 'Content-Type': 'application/json; charset=utf-8' })

  /** All but what differs from one moment to the next. */
  function comparable({ status, headers, body }: Answer) {
    const { date: _date, ...kept } = headers
    const parsed = JSON.parse(body) as { basis?: { at: number } }
    if (parsed.basis !== undefined) parsed.basis.at = 0
    return { status, headers: { ...kept, 'content-length': '' }, body: parsed }
  }

  const bodies: [string, Record<string, unknown>][] = [
    ['genuine', { code: codeOf({ serial: 'FRESH' }) }],
    ['genuine, with intent', { code: codeOf({ serial: 'FRESH' }), intent: 'supply' }],
    ['no intent', { code: codeOf({ serial: 'FRESH' }), intent: null }],
    ['unreadable', { code: 'hello' }],
    ['unknown-product', { code: codeOf({ gtin: '09506000134369', serial: 'X' }) }],
    ['unknown-batch', { code: codeOf({ lot: 'NOSUCH', serial: 'X' }) }],
    ['unknown-serial', { code: codeOf({ serial: 'NOSUCH' }) }],
    ['batch-mismatch', { code: codeOf({ serial: 'OTHER' }) }],
    ['expiry-mismatch', { code: codeOf({ serial: 'FRESH', expiry: '290101' }) }],
    ['recalled', { code: codeOf({ lot: 'RECALLED', serial: 'BACK' }) }],
    ['supplied', { code: codeOf({ serial: 'SOLD' }) }],
    ['supplied again', { code: codeOf({ serial: 'SOLD' }), intent: 'supply' }],
    ['locked', { code: codeOf({ serial: 'LOCKED' }), intent: 'supply' }],
    ['repaired', { code: `${codeOf({ serial: 'FRESH' })}\r\n` }],
    ['signed', { code: signedAs('FRESH') }],
    ['signed for another pack', { code: signedAs('SOLD') }],
    ['not ASCII', { code: 'pîlule 💊' }],
  ]
  for (const [what, body] of bodies) {
    it(`answers as Express does: ${what}`, async () => {
      const [linesBefore, forHttpBefore] = [requestLines(), forHttp]
      const hottest = await plain(body)
      assert.equal(forHttp, forHttpBefore, 'the connection went to node:http')
      const hot = await besides(body)
      assert.equal(forHttp, forHttpBefore + 1, 'the connection did not go to node:http')
      assert.equal(requestLines(), linesBefore, 'the request went to Express')
      const through = await slow(body)
      assert.equal(requestLines(), linesBefore + 1, 'the request did not go to Express')
      assert.equal(hot.status, 200)
      assert.deepEqual(comparable(hottest), comparable(through))
      assert.deepEqual(comparable(hot), comparable(through))
    })
  }

  it('answers as Express does while a leaf file is missing', async () => {
    const leaves = join(world.dataDir, 'leaves')
    await rename(leaves, `${leaves}-elsewhere`)
    try {
      const body = { code: codeOf({ serial: 'FRESH' }) }
      const through = await slow(body)
      for (const hot of [await plain(body), await besides(body)]) {
        assert.equal((JSON.parse(hot.body) as { verdict: string }).verdict, 'unavailable')
        assert.deepEqual(comparable(hot), comparable(through))
      }
    } finally {
      await rename(`${leaves}-elsewhere`, leaves)
    }
  })

  const faults: [string, () => Promise<Answer>, number][] = [
    ['no token', () => post(world.url, '{"code":"x"}', json), 401],
    ['a wrong token', () => plain({ code: 'x' }, { Authorization: `Bearer ${token.slice(0, -4)}AAAA` }), 401],
    ['another scheme', () => plain({ code: 'x' }, { Authorization: 'Basic eDp5' }), 401],
    ['an empty code', () => plain({ code: '' }), 400],
    ['a code too long', () => plain({ code: 'x'.repeat(2049) }), 400],
    ['a code that is a number', () => plain({ code: 7 }), 400],
    ['an unknown intent', () => plain({ code: 'x', intent: 'sell' }), 400],
    ['no object', () => plain(['x']), 400],
    ['broken JSON', () => post(world.url, '{"code":', { ...json, ...bearer() }), 400],
    [
      'bytes that are no UTF-8',
      () => post(world.url, Buffer.from([123, 0xff, 125]), { ...json, ...bearer() }),
      400,
    ],
    ['no body', () => post(world.url, '', { ...json, ...bearer() }), 400],
    ['another content type', () => plain({ code: 'x' }, { 'Content-Type': 'text/plain' }), 415],
    ['deep JSON', () => post(world.url, '['.repeat(100), { ...json, ...bearer() }), 400],
    ['a body beyond every code', () => plain({ code: 'x'.repeat(20_000) }), 400],
  ]
  for (const [what, send, status] of faults) {
    it(`leaves faults to Express: ${what}`, async () => {
      const before = requestLines()
      const answer = await send()
      assert.equal(answer.status, status, answer.body)
      assert.equal(answer.headers['content-type'], 'application/problem+json')
      assert.ok(requestLines() > before || status >= 500)
    })
  }

  it('takes what it does not expect to Express and gets it answered there', async () => {
    const more = await plain({ code: codeOf({ serial: 'FRESH' }), comment: 'from another program' })
    assert.equal(more.status, 200)
    const chunked = await plain({ code: codeOf({ serial: 'FRESH' }) }, { 'Transfer-Encoding': 'chunked' })
    assert.equal(chunked.status, 200)
    const marked = await plain({ code: codeOf({ serial: 'FRESH' }) }, { 'Idempotency-Key': 'one' })
    assert.equal(marked.status, 200)
  })

  it('answers a body that arrives in pieces', async () => {
    const { hostname, port } = new URL(world.url)
    const body = JSON.stringify({ code: codeOf({ serial: 'FRESH' }) })
    const socket = connect(Number(port), hostname)
    socket.setNoDelay(true)
    socket.write(
      `POST /api/v1/verifications HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${String(body.length)}\r\n\r\n${body.slice(0, 9)}`,
    )
    // the rest once the server has surely read the start: it has answered another request meanwhile
    await plain({ code: 'between' })
    socket.write(body.slice(9))
    let text = ''
    for await (const chunk of socket) text += String(chunk)
    assert.match(text, /^HTTP\/1\.1 200 /)
    assert.match(text, /"verdict":"genuine"/)
  })

  it('keeps a connection from node:http while its token has to be looked up', async () => {
    const fresh = await tillOf(world, world.as('cornerPharmacy'), fixtures.cornerPharmacy.site, [
      'verifications:create',
    ])
    const before = forHttp
    const body = JSON.stringify({ code: codeOf({ serial: 'FRESH' }) })
    const agent = new Agent({ keepAlive: true })
    const { status } = await post(world.url, body, { ...json, Authorization: `Bearer ${fresh}` }, agent)
    agent.destroy()
    assert.deepEqual([status, forHttp], [200, before])
  })

  it('learns at once that a token was revoked', async () => {
    const admin = world.as('cornerPharmacy')
    const made = await admin.must<{ token: string; id: string }>('/tokens', {
      ...{ name: 'old till', site: fixtures.cornerPharmacy.site, scopes: ['verifications:create'], days: 1 },
    })
    const headers = { Authorization: `Bearer ${made.token}` }
    assert.equal((await plain({ code: 'x' }, headers)).status, 200)
    assert.equal((await plain({ code: 'x' }, headers)).status, 200)
    await admin.delete(`/tokens/${made.id}`)
    assert.equal((await plain({ code: 'x' }, headers)).status, 401)
  })

  it('refuses a token without the scope as Express does', async () => {
    const other = await tillOf(world, world.as('cornerPharmacy'), fixtures.cornerPharmacy.site, [
      'packs:supply',
    ])
    for (let time = 0; time < 2; time++) {
      const answer = await plain({ code: 'x' }, { Authorization: `Bearer ${other}` })
      assert.equal(answer.status, 403)
      assert.match(answer.body, /SCOPE_MISSING/)
    }
  })

  it('never answers a scan that could not be recorded', async () => {
    const { auditTrail } = world.server.ground
    const record = auditTrail.record.bind(auditTrail)
    // the journal's own test fills a disk; here it is about what becomes of the answer
    auditTrail.record = () => Promise.reject(new Unavailable('audit journal'))
    try {
      const body = { code: codeOf({ serial: 'FRESH' }) }
      const through = await slow(body)
      for (const hot of [await plain(body), await besides(body)]) {
        assert.equal(hot.status, 503)
        assert.ok(!hot.body.includes('genuine'))
        assert.deepEqual(comparable(hot), comparable(through))
      }
    } finally {
      auditTrail.record = record
    }
  })
})
