import assert from 'node:assert/strict'
import { dayMs } from '../../../server/src/participants/clock.ts'
import { createAuthenticator } from '../../../server/src/participants/authenticate.ts'
import { sessionStore } from '../../../server/src/participants/sessions/store.ts'
import { tokenStore } from '../../../server/src/participants/tokens/store.ts'
import { Unavailable } from '../../../server/src/platform/unavailable.ts'
import { assertProblem } from '../assertProblem.ts'
import { Client } from '../client.ts'
import { fixtures } from '../fixtures.ts'
import { openWorld, type World } from '../world.ts'

interface Made {
  id: string
  token: string
}

describe('API tokens', function () {
  this.timeout(60_000)
  let world: World
  before(async () => {
    world = await openWorld(['nationalRegulator', 'northLab'])
  })
  after(() => world.stop())

  const wish = { name: 'till 1', scopes: ['participants:read', 'sites:read'], days: 30 }
  const make = async (change = {}) => {
    const made = await world.as('northLab').must<Made>('/tokens', { ...wish, ...change })
    return { ...made, client: new Client(world.url, { token: made.token }) }
  }

  it('are shown once and stored hashed', async () => {
    const { token, id } = await make()
    assert.match(token, /^veritrail_[\w-]{43}$/)
    const listed = await world.as('northLab').get<{ items: { id: string }[] }>('/tokens')
    assert.ok(listed.body.items.some((each) => each.id === id))
    assert.ok(!JSON.stringify(listed.body).includes(token))
    assert.ok(!JSON.stringify(await world.database.prisma.apiToken.findMany()).includes(token))
    assert.ok(!world.logged.join('').includes(token))
  })

  it('do what their scopes say, without a CSRF token, and nothing else', async () => {
    const { client } = await make()
    assert.equal((await client.get('/participants')).status, 200)
    const facts = assertProblem(await client.get('/ledger'), 403, 'SCOPE_MISSING')
    assert.deepEqual(facts, { scope: 'ledger:read' })
  })

  it('never reach what is for admins or for people', async () => {
    const { client } = await make()
    assertProblem(await client.get('/users'), 403, 'SCOPE_MISSING')
    assertProblem(await client.get('/me'), 403, 'FORBIDDEN')
    const admin = await world.as('northLab').post('/tokens', { ...wish, scopes: ['users:invite'] })
    assertProblem(admin, 400, 'INPUT_INVALID')
  })

  it('cannot be given a scope beyond the participant’s roles, an unknown one, or a stranger’s site', async () => {
    const beyond = await world.as('northLab').post('/tokens', { ...wish, scopes: ['packs:supply'] })
    assert.equal(assertProblem(beyond, 400, 'INPUT_INVALID')['field'], 'scopes')
    assertProblem(
      await world.as('northLab').post('/tokens', { ...wish, scopes: ['all'] }),
      400,
      'INPUT_INVALID',
    )
    assertProblem(await world.as('northLab').post('/tokens', { ...wish, days: 731 }), 400, 'INPUT_INVALID')
    const site = fixtures.nationalRegulator.site
    assertProblem(await world.as('northLab').post('/tokens', { ...wish, site }), 404, 'NOT_FOUND')
  })

  it('stop working the moment they are revoked, though they were just used', async () => {
    const { client, id } = await make()
    assert.equal((await client.get('/participants')).status, 200)
    assertProblem(await world.as('nationalRegulator').delete(`/tokens/${id}`), 404, 'NOT_FOUND')
    assert.equal(
      (await client.get('/participants')).status,
      200,
      'another participant’s admin cannot revoke it',
    )
    assert.equal((await world.as('northLab').delete(`/tokens/${id}`)).status, 204)
    assertProblem(await client.get('/participants'), 401, 'NOT_AUTHENTICATED')
    assertProblem(await world.as('northLab').delete(`/tokens/${id}`), 404, 'NOT_FOUND')
  })

  it('are not kept when the revocation came while they were being read', async () => {
    const { token, id } = await make()
    const tokens = tokenStore(world.database)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let wasRead = () => {}
    const read = new Promise<void>((resolve) => {
      wasRead = resolve
    })
    const authenticator = createAuthenticator({
      hosts: world.server.ground.ledger.hosts,
      sessions: sessionStore(world.database),
      tokens: {
        ...tokens,
        async byTokenHash(hash) {
          const row = await tokens.byTokenHash(hash)
          wasRead()
          await held
          return row
        },
      },
      replica: world.server.ground.replica,
      clock: world.clock.now,
    })
    const req = { method: 'GET', headers: { authorization: `Bearer ${token}` } }
    const slow = authenticator.authenticate(req)
    await read
    await tokens.revoke(id, fixtures.northLab.gln, new Date())
    authenticator.forget({ tokenId: id })
    release()
    await slow
    assert.equal(authenticator.authenticateKept(req), null)
    assert.equal(await authenticator.authenticate(req), null)
  })

  it('are at hand without waiting once they were used', async () => {
    const { token, client } = await make({ site: fixtures.northLab.site })
    const { authenticator } = world.server.capabilities.participants
    const req = { method: 'POST', headers: { authorization: `Bearer ${token}` } }
    assert.equal(authenticator.authenticateKept(req), null)
    await client.get('/participants')
    const caller = authenticator.authenticateKept(req)
    const { gln, msp, roles, site } = fixtures.northLab
    assert.deepEqual(
      caller && [caller.participant, caller.msp, caller.roles, caller.site, caller.isAdmin, caller.scopes],
      [gln, msp, roles, site, false, wish.scopes],
    )
  })

  it('are neither good nor bad while the replica has not caught up', async () => {
    const { token } = await make()
    const authenticator = createAuthenticator({
      hosts: world.server.ground.ledger.hosts,
      sessions: sessionStore(world.database),
      tokens: tokenStore(world.database),
      replica: { read: () => null, current: false },
      clock: world.clock.now,
    })
    const req = { method: 'GET', headers: { authorization: `Bearer ${token}` } }
    await assert.rejects(authenticator.authenticate(req), (error) => error instanceof Unavailable)
    assert.equal(authenticator.authenticateKept(req), null)
  })

  it('are refused where they never were, whatever they look like', async () => {
    for (const token of ['x', 'veritrail_', `veritrail_${'A'.repeat(43)}`, 'A'.repeat(5000)]) {
      const answer = await new Client(world.url, { token }).get('/participants')
      assertProblem(answer, 401, 'NOT_AUTHENTICATED')
      assert.equal(answer.headers.get('WWW-Authenticate'), 'Bearer realm="Veritrail"')
    }
    const basic = await world.nobody.send('GET', '/participants', undefined, { Authorization: 'Basic eDp5' })
    assertProblem(basic, 401, 'NOT_AUTHENTICATED')
  })

  it('are listed in pages', async () => {
    const ids: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const after: string = next === '' ? '' : `&after=${next}`
      const page: { body: { items: Made[]; next: string | null } } = await world
        .as('northLab')
        .get(`/tokens?limit=2${after}`)
      assert.ok(page.body.items.length <= 2)
      ids.push(...page.body.items.map(({ id }) => id))
      next = page.body.next
    }
    assert.equal(new Set(ids).size, ids.length)
    assert.equal(ids.length, await world.database.prisma.apiToken.count())
  })

  it('expire', async () => {
    const { client } = await make({ days: 1 })
    assert.equal((await client.get('/participants')).status, 200)
    world.clock.advance(dayMs)
    assertProblem(await client.get('/participants'), 401, 'NOT_AUTHENTICATED')
  })
})
