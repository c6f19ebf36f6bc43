import assert from 'node:assert/strict'
import type { OrganisationsRecord, ParticipantRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import { assertProblem } from '../assertProblem.ts'
import { Client, logIn } from '../client.ts'
import { fixtures } from '../fixtures.ts'
import { openEmptyWorld, type EmptyWorld } from '../world.ts'

const { gln, name } = fixtures.nationalRegulator
const user = { email: 'founder@example.org', name: 'Founder', password: 'correct horse battery' }

describe('founding', function () {
  this.timeout(60_000)
  let world: EmptyWorld
  let nobody: Client
  beforeEach(async () => {
    world = await openEmptyWorld()
    nobody = new Client(world.url)
  })
  afterEach(() => world.stop())

  const found = (token: string, change: object = {}) =>
    nobody.post('/founding', { token, participant: { gln, name }, user, ...change })
  const record = () => world.server.ground.replica.read<ParticipantRecord>(`participant/${gln}`)

  it('makes the first regulator, on the ledger and as a log-in', async () => {
    assert.equal((await found(world.foundingToken)).status, 201)
    assert.deepEqual(record()?.roles, ['regulator', 'verifier'])
    const organisations = world.server.ground.replica.read<OrganisationsRecord>('organisations')
    assert.deepEqual(organisations?.voters, ['RegulatorMSP'])
    const founder = await logIn(world.url, user.email, user.password)
    assert.equal((await founder.get('/me')).body['isAdmin'], true)
  })

  it('keeps the founder’s name off the ledger, and its proof document at hand', async () => {
    await found(world.foundingToken)
    const writes: string[] = []
    const { ledger } = world.server.ground
    for (let i = 0; i < ledger.log.size; i++) writes.push(Buffer.from(ledger.log.entry(i)).toString())
    assert.ok(!writes.join('').includes(name))
    for await (const block of ledger.blocks(0, AbortSignal.timeout(500))) {
      assert.ok(!block.transactions.some(({ input }) => input.includes(name) || input.includes(user.email)))
      if (block.height + 1 === (await ledger.height())) break
    }
  })

  it('works once', async () => {
    assert.equal((await found(world.foundingToken)).status, 201)
    const again = { user: { ...user, email: 'second@example.org' } }
    assertProblem(await found(world.foundingToken, again), 410, 'LINK_INVALID')
    assert.equal(
      await world.server.capabilities.participants.openingLink(),
      null,
      'no start prints another link',
    )
  })

  it('works once when used twice at the same time', async () => {
    const other = { user: { ...user, email: 'second@example.org' } }
    const answers = await Promise.all([found(world.foundingToken), found(world.foundingToken, other)])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 410])
    assert.equal(await world.database.prisma.user.count(), 1)
  })

  it('is refused with a wrong link or one that a later start replaced', async () => {
    assertProblem(await found('A'.repeat(43)), 410, 'LINK_INVALID')
    const link = await world.server.capabilities.participants.openingLink()
    assertProblem(await found(world.foundingToken), 410, 'LINK_INVALID')
    assert.equal(record(), null)
    assert.equal((await found(link?.split('#')[1] ?? '')).status, 201)
  })

  it('leaves the link good after a mistake, and nothing half done', async () => {
    const mistakes: [string, object][] = [
      ['password', { user: { ...user, password: 'short' } }],
      ['email', { user: { ...user, email: 'nobody' } }],
      ['participant.gln', { participant: { gln: '9506000100006', name } }],
      ['participant.name', { participant: { gln, name: '  ' } }],
    ]
    for (const [field, mistake] of mistakes) {
      const facts = assertProblem(await found(world.foundingToken, mistake), 400, 'INPUT_INVALID')
      assert.equal(facts['field'], field)
    }
    assert.equal(record(), null)
    assert.equal((await found(world.foundingToken)).status, 201)
  })

  it('is taken up again where it was cut off after the ledger had it', async () => {
    await found(world.foundingToken)
    await world.database.prisma.user.deleteMany()
    const height = await world.server.ground.ledger.height()
    const link = await world.server.capabilities.participants.openingLink()
    assert.equal((await found(link?.split('#')[1] ?? '')).status, 201)
    assert.equal(await world.server.ground.ledger.height(), height, 'the ledger is founded once')
  })
})
