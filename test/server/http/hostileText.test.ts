import assert from 'node:assert/strict'
import { encodeCursor } from '../../../server/src/platform/http/paging.ts'
import { assertProblem } from '../assertProblem.ts'
import { openWorld, type World } from '../world.ts'

/** Of every number of parts that a list's cursors have, each of a wrong kind, or what no database takes. */
const madeUp = [
  ...[['x'], ['\0'], ['0; x'], [1], [-1], [1.5], [1e300]],
  ...[
    ['x', 'y'],
    [1, 'y'],
    [1e300, '9dVB5sH1c2-sjWdwORan5Ks0BdKHgBmTjZIu-koaGwo'],
    [1790000000000, '\0'],
    ['\0', '\0'],
    [1, 2],
  ],
]

describe('text that no honest client sends', function () {
  this.timeout(60_000)
  let world: World
  before(async () => {
    world = await openWorld(['nationalRegulator', 'northLab'])
  })
  after(() => world.stop())

  it('as a cursor is refused by every list, or leads somewhere in it: never to a fault of the server', async () => {
    const isList = ({ query }: { query?: unknown }) =>
      query !== undefined && 'after' in (query as { shape: object }).shape
    const lists = world.server.capabilities.endpoints.filter(isList)
    assert.ok(lists.length >= 10, String(lists.length))
    for (const { path } of lists) {
      for (const key of madeUp) {
        const { status, body } = await world.as('northLab').get(`${path}?after=${encodeCursor(key)}`)
        const isAnswered = status === 200 || (status === 400 && body['code'] === 'CURSOR_INVALID')
        assert.ok(isAnswered, `${path} ${JSON.stringify(key)}: ${String(status)} ${JSON.stringify(body)}`)
      }
    }
  })

  it('as a control character is refused where it would reach the database', async () => {
    const northLab = world.as('northLab')
    for (const query of ['products?search', 'batches?search', 'scans?verdict', 'scans?lot', 'scans?gtin'])
      assertProblem(await northLab.get(`/${query}=%00`), 400, 'INPUT_INVALID')
    const email = 'no\0ra@example.org'
    assertProblem(await world.nobody.post('/sessions', { email, password: 'x' }), 400, 'INPUT_INVALID')
    const invitation = { email, site: null, isAdmin: false }
    assertProblem(await northLab.post('/users', invitation), 400, 'INPUT_INVALID')
    assertProblem(await northLab.post('/sites', { gln: '9506000100821', name: '\0' }), 400, 'INPUT_INVALID')
  })
})
