import assert from 'node:assert/strict'
import { openWorld, type World } from '../world.ts'
import { fixtures, mainFixtures } from '../fixtures.ts'

describe('the world of the tests', () => {
  let world: World
  before(async function () {
    this.timeout(30_000)
    world = await openWorld()
  })
  after(() => world.stop())

  it('admits its participants by the rules', async () => {
    const { body } = await world
      .as('cornerPharmacy')
      .get<{ items: { gln: string; name: string; roles: string[] }[] }>('/participants')
    assert.deepEqual(
      body.items.map(({ gln, name, roles }) => ({ gln, name, roles })),
      mainFixtures.map((name) => ({
        gln: fixtures[name].gln,
        name: fixtures[name].name,
        roles: [...fixtures[name].roles],
      })),
    )
  })
})
