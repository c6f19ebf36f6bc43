import assert from 'node:assert/strict'
import { dayMs } from '../../../server/src/participants/clock.ts'
import { password } from '../admission.ts'
import { assertProblem } from '../assertProblem.ts'
import { Client, logIn } from '../client.ts'
import { fixtures } from '../fixtures.ts'
import { openWorld, type World } from '../world.ts'

describe('users and invitations', function () {
  this.timeout(60_000)
  let world: World
  let made = 0
  before(async () => {
    world = await openWorld(['nationalRegulator', 'northLab'])
  })
  after(() => world.stop())

  const newEmail = () => `person${String(++made)}@northlab.example`
  const invite = (change: object = {}) =>
    world.as('northLab').post('/users', { email: newEmail(), ...change })
  const accept = (token: unknown, choice = {}) =>
    world.nobody.post(`/invitations/${String(token)}`, { name: 'Person', password, ...choice })
  const join = async (change: object = {}) => {
    const email = newEmail()
    const { body } = await invite({ email, ...change })
    const { body: user } = await accept(body['token'])
    return { id: String(user['id']), email, client: await logIn(world.url, email, password) }
  }

  it('join by a link that works once', async () => {
    const email = newEmail()
    const { body } = await invite({ email, site: fixtures.northLab.site })
    assert.equal(body['link'], `http://localhost:3000/invitation#${String(body['token'])}`)
    assert.equal((await accept(body['token'])).status, 201)
    assertProblem(await accept(body['token']), 410, 'LINK_INVALID')
    const me = await (await logIn(world.url, email, password)).get('/me')
    assert.deepEqual(
      [me.body['isAdmin'], (me.body['site'] as { gln: string }).gln],
      [false, fixtures.northLab.site],
    )
    assert.ok(!world.logged.join('').includes(String(body['token'])), 'the link’s token is in no log')
  })

  it('join once when the link is used twice at the same time', async () => {
    const { body } = await invite()
    const answers = await Promise.all([accept(body['token']), accept(body['token'])])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 410])
  })

  it('may try again after a poor password', async () => {
    const { body } = await invite()
    const poor = await accept(body['token'], { password: 'eleven char' })
    assert.equal(assertProblem(poor, 400, 'INPUT_INVALID')['field'], 'password')
    assert.equal((await accept(body['token'])).status, 201)
  })

  it('are invited by e-mail addresses that are free and look like some', async () => {
    const { email } = await join()
    assert.deepEqual(assertProblem(await invite({ email: email.toUpperCase() }), 409, 'NAME_TAKEN'), {
      field: 'email',
    })
    assertProblem(await invite({ email: 'nobody' }), 400, 'INPUT_INVALID')
    const rival = newEmail()
    const [first, second] = [await invite({ email: rival }), await invite({ email: rival })]
    assert.equal((await accept(first.body['token'])).status, 201)
    assertProblem(await accept(second.body['token']), 409, 'NAME_TAKEN')
  })

  it('work only at a site of their participant', async () => {
    assertProblem(await invite({ site: fixtures.nationalRegulator.site }), 404, 'NOT_FOUND')
  })

  it('of another participant are invited by a regulator, as its first admin only', async () => {
    const { gln } = fixtures.northLab
    const asMaker = await world.as('northLab').post('/users', {
      ...{ email: newEmail(), participant: fixtures.nationalRegulator.gln, isAdmin: true },
    })
    assertProblem(asMaker, 403, 'FORBIDDEN')
    const second = { email: newEmail(), participant: gln, isAdmin: true }
    assertProblem(await world.as('nationalRegulator').post('/users', second), 403, 'FORBIDDEN')
  })

  it('lose their session and their log-in the moment they are deactivated', async () => {
    const { id, email, client } = await join()
    assert.equal((await client.get('/me')).status, 200)
    assert.equal((await world.as('northLab').put(`/users/${id}`, { active: false })).body['active'], false)
    assertProblem(await client.get('/me'), 401, 'NOT_AUTHENTICATED')
    assertProblem(await world.nobody.post('/sessions', { email, password }), 401, 'LOGIN_FAILED')
    await world.as('northLab').put(`/users/${id}`, { active: true })
    await logIn(world.url, email, password)
  })

  it('gain and lose the admin flag at once', async () => {
    const { id, client } = await join()
    assertProblem(await client.get('/users'), 403, 'FORBIDDEN')
    await world.as('northLab').put(`/users/${id}`, { isAdmin: true })
    assert.equal((await client.get('/users')).status, 200)
    await world.as('northLab').put(`/users/${id}`, { isAdmin: false })
    assertProblem(await client.get('/users'), 403, 'FORBIDDEN')
  })

  it('cannot give up their own admin rights, nor change a stranger', async () => {
    const mine = String((await world.as('northLab').get('/me')).body['id'])
    assertProblem(await world.as('northLab').put(`/users/${mine}`, { isAdmin: false }), 409, 'CONFLICT')
    assertProblem(await world.as('northLab').put(`/users/${mine}`, { active: false }), 409, 'CONFLICT')
    const stranger = await world.as('nationalRegulator').put(`/users/${mine}`, { isAdmin: false })
    assertProblem(stranger, 404, 'NOT_FOUND')
  })

  it('cannot join by a link that is a week old', async () => {
    const { body } = await invite()
    world.clock.advance(7 * dayMs)
    assertProblem(await accept(body['token']), 410, 'LINK_INVALID')
    assertProblem(
      await new Client(world.url).post('/invitations/x', { name: 'P', password }),
      410,
      'LINK_INVALID',
    )
  })
})
