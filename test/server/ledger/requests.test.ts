import assert from 'node:assert/strict'
import { Unavailable } from '../../../server/src/platform/unavailable.ts'
import { settleOutbox } from '../../../server/src/ledger/outbox/settleOutbox.ts'
import { OutboxSubmitter } from '../../../server/src/ledger/submitter.ts'
import type { Ledger } from '../../../server/src/ledger/port.ts'
import { assertProblem } from '../assertProblem.ts'
import { openWorld, type World } from '../world.ts'

type Submit = Ledger['submit']

describe('a change whose outcome is not known', function () {
  this.timeout(60_000)
  let world: World
  before(async () => {
    world = await openWorld(['nationalRegulator', 'northLab', 'cornerPharmacy'])
  })
  after(() => world.stop())

  /** Registers a site while the ledger does `submit`; answers the 202. */
  async function registerWhile(submit: (real: Submit) => Submit, gln: string) {
    const { ledger } = world.server.ground
    const real = ledger.submit.bind(ledger)
    ledger.submit = submit(real)
    try {
      return await world.as('northLab').post('/sites', { gln, name: 'Depot' })
    } finally {
      ledger.submit = real
    }
  }
  const lost = () => new Unavailable('the ledger', { outcomeKnown: false })
  const answerIsLost = (real: Submit) =>
    (async (...args: Parameters<Submit>) => {
      await real(...args)
      throw lost()
    }) as Submit
  const neverArrives = () => (() => Promise.reject(lost())) as Submit

  function placeIn(response: Awaited<ReturnType<typeof registerWhile>>): string {
    const facts = assertProblem(response, 202, 'OUTCOME_UNKNOWN')
    const place = response.headers.get('Location') ?? ''
    assert.equal(place, `/api/v1/requests/${String(facts['requestId'])}`)
    return place.replace('/api/v1', '')
  }

  it('has a place to ask, which tells that it happened', async () => {
    const place = placeIn(await registerWhile(answerIsLost, '9506000100814'))
    const { ground } = world.server
    await ground.replica.reached(await ground.ledger.height())
    const { status, body } = await world.as('northLab').get(place)
    assert.equal(status, 200)
    assert.deepEqual([body['transaction'], body['outcome']], ['site:register', 'done'])
  })

  it('is pending until the server has found out', async () => {
    const place = placeIn(await registerWhile(neverArrives, '9506000100821'))
    assert.equal((await world.as('northLab').get(place)).body['outcome'], 'pending')
    const { outbox, replica, ledger, logger: log } = world.server.ground
    const submitter = new OutboxSubmitter({ ledger, replica, outbox, log })
    await settleOutbox({ outbox, submitter, replica, log })
    await outbox.settled()
    const { body } = await world.as('northLab').get(place)
    assert.equal(body['outcome'], 'done')
    assert.match(String(body['txId']), /^[0-9a-f]{64}$/)
  })

  it('is nobody else’s business', async () => {
    const place = placeIn(await registerWhile(answerIsLost, '9506000100838'))
    assertProblem(await world.as('cornerPharmacy').get(place), 404, 'NOT_FOUND')
    assertProblem(await world.nobody.get(place), 401, 'NOT_AUTHENTICATED')
    const unknown = '/requests/01970000-0000-7000-8000-000000000001'
    assertProblem(await world.as('northLab').get(unknown), 404, 'NOT_FOUND')
  })
})
