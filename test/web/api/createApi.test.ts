import assert from 'node:assert/strict'
import { isProblem, notKnownYet, unreachable } from '../../../scanner-web/src/api/apiProblem.ts'
import { createApi, type Session } from '../../../scanner-web/src/api/createApi.ts'

type Step = 'lost' | { status: number; body?: object | string; headers?: Record<string, string> }

const problem = (status: number, code: string, headers: Record<string, string> = {}): Step => ({
  status,
  body: { type: `/problems#${code}`, title: code, status, code, facts: { field: 'code' } },
  headers: { 'Content-Type': 'application/problem+json', ...headers },
})
const done: Step = {
  status: 201,
  body: { height: 7 },
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
}

/** A server that does these things in turn, and keeps what it was asked. */
function serverThat(...steps: Step[]) {
  const asked: { url: string; method: string; headers: Headers; body: unknown }[] = []
  const waits: number[] = []
  const session: { now: Session | null } = { now: { userId: 'anna', csrfToken: 'token-1' } }
  const api = createApi({
    session,
    fetch: async (input, init) => {
      const { method = 'GET', headers, body } = init ?? {}
      asked.push({ url: input as string, method, headers: new Headers(headers), body })
      const step = steps.shift()
      if (step === undefined) throw new Error('asked once too often')
      if (step === 'lost') throw new TypeError('Failed to fetch')
      const content = typeof step.body === 'object' ? JSON.stringify(step.body) : (step.body ?? null)
      return new Response(content, { status: step.status, headers: step.headers ?? {} })
    },
    wait: async (ms) => {
      waits.push(ms)
    },
  })
  return { api, asked, waits, session, left: steps }
}
const supply = { body: { code: '0109506000134352' } }

describe('the door to the server', () => {
  it('fills in paths and queries, escaped, and leaves out what is undefined', async () => {
    const { api, asked } = serverThat(done, done)
    await api.call('GET /batches/{gtin}/{lot}', { params: { gtin: '09506000134352', lot: 'A/1 #' } })
    await api.call('GET /batches', { query: { lot: 'ä&b', gtin: undefined } })
    assert.deepEqual(
      asked.map(({ url }) => url),
      ['/api/v1/batches/09506000134352/A%2F1%20%23', '/api/v1/batches?lot=%C3%A4%26b'],
    )
  })

  it('sends the CSRF token with what changes something, and only there', async () => {
    const { api, asked } = serverThat(done, done)
    await api.call('GET /batches', {})
    await api.call('POST /packs/supply', supply)
    assert.deepEqual(
      asked.map(({ headers }) => headers.get('X-CSRF-Token')),
      [null, 'token-1'],
    )
  })

  it('sends an action again with the same key and body when the connection goes', async () => {
    const { api, asked, waits } = serverThat(
      'lost',
      problem(202, 'OUTCOME_UNKNOWN', { 'Retry-After': '3' }),
      done,
    )
    let told = 0
    const answer = await api.call('POST /packs/supply', supply, {
      actionKey: 'k1',
      onNotKnown: () => told++,
    })
    assert.deepEqual(answer, { height: 7 })
    assert.deepEqual(
      asked.map(({ headers, body }) => [headers.get('Idempotency-Key'), body]),
      Array(3).fill(['k1', JSON.stringify(supply.body)]),
    )
    assert.deepEqual([told, waits], [2, [500, 3000]])
  })

  it('says "not known yet" in the end: neither done nor failed', async () => {
    const { api, asked } = serverThat(...Array<Step>(6).fill('lost'))
    const sent = api.call('POST /packs/supply', supply, { actionKey: 'k1' })
    await assert.rejects(sent, (error) => isProblem(error, notKnownYet))
    assert.equal(asked.length, 6)
  })

  const requestId = '01970000-0000-7000-8000-000000000001'
  const open: Step = {
    ...{ status: 202, headers: { 'Content-Type': 'application/problem+json' } },
    body: { type: '', title: '', status: 202, code: 'OUTCOME_UNKNOWN', facts: { requestId } },
  }
  const outcome = (is: string): Step => ({
    ...{ status: 200, headers: { 'Content-Type': 'application/json' } },
    body: { requestId, transaction: 'pack:supply', outcome: is, txId: null, height: null, problem: null },
  })
  /** What was asked, in short. */
  const steps = (asked: { url: string; method: string }[]) =>
    asked.map(({ url, method }) => (method === 'GET' ? url.replace('/api/v1', '') : method))

  const question = `/requests/${requestId}`

  it('asks what became of an action that the server has, and fetches its answer once it is known', async () => {
    // The waits for sending again grow: in the longer ones there is time to ask.
    const { api, asked, waits } = serverThat(open, open, open, open, outcome('done'), done)
    let told = 0
    const answer = await api.call('POST /packs/supply', supply, {
      actionKey: 'k1',
      onNotKnown: () => told++,
    })
    assert.deepEqual(answer, { height: 7 })
    assert.deepEqual(steps(asked), ['POST', 'POST', 'POST', 'POST', question, 'POST'])
    assert.deepEqual([told, waits], [4, [500, 1000, 2000, 2000]])
  })

  it('gives up on no action that the server has, and tells the refusal that it comes to', async () => {
    const waiting = outcome('pending')
    const quarterMinute = [...Array<Step>(4).fill(open), waiting, open, ...Array<Step>(3).fill(waiting), open]
    const { api, left } = serverThat(
      ...quarterMinute,
      'lost',
      waiting,
      outcome('refused'),
      problem(409, 'BATCH_RECALLED'),
    )
    const sent = api.call('POST /packs/supply', supply, { actionKey: 'k1' })
    await assert.rejects(sent, (error) => isProblem(error, 'BATCH_RECALLED'))
    assert.equal(left.length, 0)
  })

  it('takes no answer for a refusal that says nothing of what may have happened before', async () => {
    const { api } = serverThat('lost', problem(503, 'UNAVAILABLE'), problem(429, 'TOO_MANY_REQUESTS'), done)
    assert.deepEqual(await api.call('POST /packs/supply', supply, { actionKey: 'k1' }), { height: 7 })
    // Alone it says that nothing was changed.
    const first = serverThat(problem(503, 'UNAVAILABLE'))
    const sent = first.api.call('POST /packs/supply', supply, { actionKey: 'k1' })
    await assert.rejects(sent, (error) => isProblem(error, 'UNAVAILABLE'))
    const later = serverThat(problem(503, 'UNAVAILABLE'), done)
    const again = later.api.call('POST /packs/supply', supply, { actionKey: 'k1', inDoubt: true })
    assert.deepEqual(await again, { height: 7 })
  })

  it('says "not known yet", and why, where the session ends meanwhile', async () => {
    const { api } = serverThat('lost', problem(401, 'NOT_AUTHENTICATED'))
    const sent = api.call('POST /packs/supply', supply, { actionKey: 'k1' })
    await assert.rejects(
      sent,
      (error) => isProblem(error, notKnownYet) && isProblem(error.cause, 'NOT_AUTHENTICATED'),
    )
  })

  it('never sends twice what has no key, nor what was refused', async () => {
    const lost = serverThat('lost')
    await assert.rejects(lost.api.call('POST /sessions', { body: { email: 'a', password: 'b' } }), (error) =>
      isProblem(error, unreachable),
    )
    const refused = serverThat(problem(409, 'BATCH_RECALLED'))
    const sent = refused.api.call('POST /packs/supply', supply, { actionKey: 'k1' })
    await assert.rejects(sent, (error) => isProblem(error, 'BATCH_RECALLED') && error.facts.field === 'code')
    assert.deepEqual([lost.asked.length, refused.asked.length], [1, 1])
  })

  it('takes a proxy’s error page for a lost connection', async () => {
    const page: Step = { status: 502, headers: { 'Content-Type': 'text/html' } }
    const { api, asked } = serverThat(page, done)
    await api.call('POST /packs/supply', supply, { actionKey: 'k1' })
    assert.equal(asked.length, 2)
  })

  const meOf = (id: string): Step => ({
    status: 200,
    body: { id, csrfToken: 'token-2' },
    headers: { 'Content-Type': 'application/json' },
  })

  it('fetches the CSRF token anew where she has logged in again in another tab, and goes on with the same key', async () => {
    const { api, asked } = serverThat(problem(403, 'CSRF_REFUSED'), meOf('anna'), done)
    await api.call('POST /packs/supply', supply, { actionKey: 'k1' })
    assert.deepEqual(
      asked.map(({ url, headers }) => [url, headers.get('X-CSRF-Token'), headers.get('Idempotency-Key')]),
      [
        ['/api/v1/packs/supply', 'token-1', 'k1'],
        ['/api/v1/me', null, null],
        ['/api/v1/packs/supply', 'token-2', 'k1'],
      ],
    )
  })

  it('does nothing in the name of somebody else who has logged in in another tab', async () => {
    const { api, asked, session } = serverThat(problem(403, 'CSRF_REFUSED'), meOf('bert'))
    await assert.rejects(api.call('POST /packs/supply', supply, { actionKey: 'k1' }), (error) =>
      isProblem(error, 'NOT_AUTHENTICATED'),
    )
    assert.equal(asked.length, 2)
    assert.equal(session.now?.userId, 'anna')
  })

  it('leaves an action open whose answer broke off, or came from something in between', async () => {
    const json = { 'Content-Type': 'application/json' }
    for (const answer of [
      { status: 201, body: '{"height": 7', headers: json },
      { status: 500, body: '{"code": "BU', headers: { 'Content-Type': 'application/problem+json' } },
      { status: 200, body: '<h1>Welcome to the hotel</h1>', headers: { 'Content-Type': 'text/html' } },
      { status: 200, body: 'ok', headers: { 'Content-Type': 'text/plain' } },
    ]) {
      const { api, asked } = serverThat(answer, done)
      assert.deepEqual(await api.call('POST /packs/supply', supply, { actionKey: 'k1' }), { height: 7 })
      assert.equal(asked.length, 2, answer.body)
    }
  })

  it('takes no page for a file', async () => {
    const csv = { status: 200, body: 'gtin\n', headers: { 'Content-Type': 'text/csv' } }
    const page = { status: 200, body: '<p>', headers: { 'Content-Type': 'text/html; charset=utf-8' } }
    const { api } = serverThat(csv, page)
    const codes = () => api.call('GET /batches/{gtin}/{lot}/codes', { params: { gtin: '1', lot: 'A' } })
    assert.equal(await (await codes()).text(), 'gtin\n')
    await assert.rejects(codes(), (error) => isProblem(error, unreachable))
  })

  it('sends a file as it is, and answers nothing where there is nothing', async () => {
    const { api, asked } = serverThat({ status: 204 })
    const file = new Blob(['gtin,lot\n'], { type: 'text/csv' })
    assert.equal(await api.call('POST /batches/import', { body: file }), undefined)
    assert.equal(asked[0]?.body, file)
    assert.equal(asked[0].headers.get('Content-Type'), null)
  })
})
