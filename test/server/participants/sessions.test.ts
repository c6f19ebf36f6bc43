import assert from 'node:assert/strict'
import { hourMs, minuteMs } from '../../../server/src/participants/clock.ts'
import { emailOf, password } from '../admission.ts'
import { assertProblem } from '../assertProblem.ts'
import { Client, cookieOf, logIn } from '../client.ts'
import { fixtures } from '../fixtures.ts'
import { openWorld, type World } from '../world.ts'

const email = emailOf('nationalRegulator')

describe('log-in and sessions', function () {
  this.timeout(60_000)
  let world: World
  before(async () => {
    world = await openWorld(['nationalRegulator'])
  })
  after(() => world.stop())

  const tryLogIn = (who: string, secret: string, headers = {}) =>
    world.nobody.post('/sessions', { email: who, password: secret }, headers)

  it('hands out a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await tryLogIn(` ${email.toUpperCase()} `, password)
    assert.equal(answer.status, 201)
    const cookie = answer.headers.get('Set-Cookie') ?? ''
    assert.match(cookie, /^veritrail_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/)
    assert.equal(answer.headers.get('Cache-Control'), 'no-store')
  })

  it('says who is logged in', async () => {
    const { body } = await (await world.logIn('nationalRegulator')).get('/me')
    const { gln, name, site } = fixtures.nationalRegulator
    assert.deepEqual(body['participant'], { gln, name, organisation: 'RegulatorMSP' })
    assert.deepEqual(
      [body['email'], body['roles'], body['isAdmin']],
      [email, ['regulator', 'verifier'], true],
    )
    assert.equal((body['site'] as { gln: string }).gln, site)
  })

  it('gives one answer to a wrong password, an unknown account and a locked one', async () => {
    const wrong = await tryLogIn('nobody@example.org', password)
    assertProblem(wrong, 401, 'LOGIN_FAILED')
    assert.deepEqual((await tryLogIn(email, 'wrong wrong wrong')).body, wrong.body)
    for (let i = 0; i < 4; i++) await tryLogIn(email, 'wrong wrong wrong')
    assert.deepEqual(
      (await tryLogIn(email, password)).body,
      wrong.body,
      'the sixth is refused though it is right',
    )
    world.clock.advance(15 * minuteMs)
    assert.equal((await tryLogIn(email, password)).status, 201, 'a quarter of an hour later it is let in')
  })

  it('counts guesses made at the same time', async () => {
    const guesses = Array.from({ length: 12 }, () => tryLogIn('clerk@example.org', 'wrong wrong wrong'))
    await Promise.all(guesses)
    const rows = await world.database.prisma.loginFailure.findMany({ orderBy: { count: 'desc' } })
    assert.ok(rows.some(({ count }) => count === 12))
    assert.ok(
      rows.every(({ subject }) => !subject.includes('clerk')),
      'what was typed is not kept',
    )
    world.clock.advance(15 * minuteMs)
  })

  it('locks an address that tries many accounts, and lets it back in', async () => {
    for (let i = 0; i < 30; i++) await tryLogIn(`guess${String(i)}@example.org`, 'wrong wrong wrong')
    assertProblem(await tryLogIn(email, password), 401, 'LOGIN_FAILED')
    world.clock.advance(15 * minuteMs)
    assert.equal((await tryLogIn(email, password)).status, 201)
  })

  it('never keeps or logs a password or a session secret', async () => {
    const answer = await tryLogIn(email, password)
    const secret = cookieOf(answer).split('=')[1] ?? '?'
    const rows = JSON.stringify([
      await world.database.prisma.session.findMany(),
      await world.database.prisma.user.findMany(),
    ])
    for (const secretThing of [secret, password]) {
      assert.ok(!rows.includes(secretThing))
      assert.ok(!world.logged.join('').includes(secretThing))
    }
    assert.match(rows, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('wants the CSRF token of this very session for every change, and for none that only reads', async () => {
    const mine = await world.logIn('nationalRegulator')
    const other = await world.logIn('nationalRegulator')
    const { cookie = '' } = mine.credentials
    const without = new Client(world.url, { cookie })
    assert.equal((await without.get('/sessions')).status, 200)
    assertProblem(await without.delete('/sessions/this'), 403, 'CSRF_REFUSED')
    const withOther = new Client(world.url, { cookie, csrfToken: other.credentials.csrfToken ?? '' })
    assertProblem(await withOther.post('/ledger/checkpoints'), 403, 'CSRF_REFUSED')
    assert.equal((await mine.delete('/sessions/this')).status, 204)
  })

  it('takes log-ins only as JSON, which no foreign form can send', async () => {
    const form = { 'Content-Type': 'text/plain' }
    const answer = await world.nobody.post('/sessions', JSON.stringify({ email, password }), form)
    assertProblem(answer, 415, 'MEDIA_TYPE_UNSUPPORTED')
  })

  it('never goes on with a session secret that came with the log-in', async () => {
    const planted = 'A'.repeat(43)
    const answer = await tryLogIn(email, password, { Cookie: `veritrail_session=${planted}` })
    assert.notEqual(cookieOf(answer), `veritrail_session=${planted}`)
    assertProblem(
      await new Client(world.url, { cookie: `veritrail_session=${planted}` }).get('/me'),
      401,
      'NOT_AUTHENTICATED',
    )

    const before = await world.logIn('nationalRegulator')
    assert.equal((await before.get('/me')).status, 200)
    await tryLogIn(email, password, { Cookie: before.credentials.cookie ?? '' })
    assertProblem(await before.get('/me'), 401, 'NOT_AUTHENTICATED')
  })

  it('lists my sessions and ends any of them, at once', async () => {
    const here = await world.logIn('nationalRegulator')
    const there = await world.logIn('nationalRegulator')
    assert.equal((await there.get('/me')).status, 200)
    const { body } = await there.get<{ items: { id: string; isThis: boolean; address: string }[] }>(
      '/sessions',
    )
    const mine = body.items.filter(({ isThis }) => isThis)
    assert.deepEqual([mine.length, mine[0]?.address], [1, '127.0.0.1'])
    assert.equal((await here.delete(`/sessions/${mine[0]?.id ?? ''}`)).status, 204)
    assertProblem(await there.get('/me'), 401, 'NOT_AUTHENTICATED')
    assertProblem(await here.delete(`/sessions/${mine[0]?.id ?? ''}`), 404, 'NOT_FOUND')
  })

  it('ends a session after half an hour without a request', async () => {
    const idle = await world.logIn('nationalRegulator')
    world.clock.advance(29 * minuteMs)
    assert.equal((await idle.get('/me')).status, 200)
    world.clock.advance(29 * minuteMs)
    assert.equal((await idle.get('/me')).status, 200, 'each request begins the half hour anew')
    world.clock.advance(30 * minuteMs)
    assertProblem(await idle.get('/me'), 401, 'NOT_AUTHENTICATED')
  })

  it('ends a session after twelve hours however busy it is', async () => {
    const busy = await world.logIn('nationalRegulator')
    for (let passed = 0; passed < 12 * hourMs - 20 * minuteMs; passed += 20 * minuteMs) {
      world.clock.advance(20 * minuteMs)
      assert.equal((await busy.get('/me')).status, 200)
    }
    world.clock.advance(20 * minuteMs)
    assertProblem(await busy.get('/me'), 401, 'NOT_AUTHENTICATED')
  })

  it('changes the password, ends every other session and gives this one a new secret', async () => {
    const here = await world.logIn('nationalRegulator')
    const there = await world.logIn('nationalRegulator')
    const newPassword = 'staple battery horse'
    assertProblem(
      await here.put('/me/password', { password: 'wrong wrong wrong', newPassword }),
      401,
      'LOGIN_FAILED',
    )
    const short = await here.put('/me/password', { password, newPassword: 'eleven char' })
    assert.equal(assertProblem(short, 400, 'INPUT_INVALID')['field'], 'newPassword')
    const same = await here.put('/me/password', { password, newPassword: email.toUpperCase() })
    assertProblem(same, 400, 'INPUT_INVALID')

    const changed = await here.put('/me/password', { password, newPassword })
    assert.equal(changed.status, 200)
    for (const old of [here, there]) assertProblem(await old.get('/me'), 401, 'NOT_AUTHENTICATED')
    const renewed = new Client(world.url, { cookie: cookieOf(changed) })
    assert.equal((await renewed.get('/me')).status, 200)
    assertProblem(await tryLogIn(email, password), 401, 'LOGIN_FAILED')
    await logIn(world.url, email, newPassword)
  })
})
