import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { roles, type Role } from '../../../chaincode/src/domain/ledgerApi.ts'
import { accessRows, reachOf } from '../../../server/src/participants/access.ts'
import type { Endpoint } from '../../../server/src/platform/http/endpoint.ts'
import { assertProblem } from '../assertProblem.ts'
import type { Answer, Client } from '../client.ts'
import { fixtures, type FixtureName } from '../fixtures.ts'
import { openWorld, type World } from '../world.ts'

/** For each role a participant that holds it; `nationalRegulator` is a verifier too, so `packVerifier` stands for that one. */
const holders: Record<Role, FixtureName> = {
  manufacturer: 'northLab',
  wholesaler: 'midWholesale',
  carrier: 'quickCarrier',
  pharmacy: 'cornerPharmacy',
  hospital: 'cityHospital',
  regulator: 'nationalRegulator',
  verifier: 'packVerifier',
  detector: 'riskDesk',
}

describe('who may do what', function () {
  this.timeout(120_000)
  let world: World
  before(async () => {
    world = await openWorld(Object.keys(fixtures) as FixtureName[])
  })
  after(() => world.stop())

  it('is what docs/api-access.md says', () => {
    const page = readFileSync(new URL('../../../docs/api-access.md', import.meta.url), 'utf8')
    const lines = page.split('\n').filter((line) => line.startsWith('| '))
    const [head, , ...documented] = lines.map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    assert.deepEqual(head, ['scope', 'admin', ...roles])
    const coded = accessRows().map(({ scope, row }) => [
      `\`${scope}\``,
      row.admin ? 'admin' : '',
      ...roles.map((role) => row.reach[role] ?? ''),
    ])
    assert.deepEqual(documented, coded)
  })

  it('gives a participant with several roles the widest reach of them', () => {
    const permission = { resource: 'sites', action: 'read' } as const
    assert.equal(reachOf(['pharmacy', 'regulator'], permission), 'all')
    assert.equal(reachOf(['pharmacy', 'verifier'], permission), 'own')
    assert.equal(reachOf([], permission), null)
  })

  const endpointsOf = (scope: string): Endpoint[] => {
    const found = world.server.capabilities.endpoints.filter(
      ({ access }) => typeof access === 'object' && `${access.resource}:${access.action}` === scope,
    )
    assert.ok(found.length > 0, `no endpoint asks for ${scope}`)
    return found
  }

  /** A request without a body and about nothing that exists: what may be asked is refused only after the door. */
  const ask = (client: Client, { method, path }: Endpoint): Promise<Answer> =>
    client.send(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, '0'))

  const assertLetIn = (answer: Answer) => {
    assert.ok(answer.status !== 401, JSON.stringify(answer.body))
    assert.ok(
      !['FORBIDDEN', 'SCOPE_MISSING'].includes(String(answer.body['code'])),
      JSON.stringify(answer.body),
    )
  }

  for (const { scope, row } of accessRows()) {
    for (const role of roles) {
      const reach = row.reach[role] ?? 'nothing'
      it(`${role}: ${scope} reaches ${reach}`, async () => {
        for (const endpoint of endpointsOf(scope)) {
          const answer = await ask(world.as(holders[role]), endpoint)
          if (reach === 'nothing') assertProblem(answer, 403, 'FORBIDDEN')
          else assertLetIn(answer)
        }
      })
    }

    it(`nobody: ${scope} is closed`, async () => {
      for (const endpoint of endpointsOf(scope))
        assertProblem(await ask(world.nobody, endpoint), 401, 'NOT_AUTHENTICATED')
    })

    if (row.admin) {
      it(`a user who is no admin: ${scope} is closed`, async () => {
        const clerk = await world.clerkOf('nationalRegulator')
        for (const endpoint of endpointsOf(scope)) assertProblem(await ask(clerk, endpoint), 403, 'FORBIDDEN')
      })
    }
  }

  it('asks of every endpoint who may use it', () => {
    const open = world.server.capabilities.endpoints
      .filter(({ access }) => access === 'public')
      .map(({ method, path }) => `${method} ${path}`)
    assert.deepEqual(open.sort(), [
      'get /ledger/checkpoints',
      'get /ledger/checkpoints/latest.svg',
      'get /signing-keys/list',
      'post /founding',
      'post /invitations/{token}',
      'post /patient-verifications',
      'post /sessions',
    ])
  })

  async function glnsFor(name: FixtureName, participant?: string): Promise<string[]> {
    const asked = participant === undefined ? '' : `?participant=${participant}`
    const { body } = await world.as(name).get<{ items: { gln: string }[] }>(`/sites${asked}`)
    return body.items.map(({ gln }) => gln)
  }

  it('own is the caller’s participant, all is everybody’s: sites', async () => {
    assert.deepEqual(await glnsFor('cornerPharmacy'), [fixtures.cornerPharmacy.site])
    const everySite = Object.values(fixtures).map(({ site }) => site)
    assert.deepEqual(await glnsFor('nationalRegulator'), everySite.sort())
  })

  it('asking for one participant’s narrows what may be seen, and never widens it: sites', async () => {
    const { gln, site } = fixtures.northLab
    assert.deepEqual(await glnsFor('nationalRegulator', gln), [site])
    assert.deepEqual(await glnsFor('northLab', gln), [site])
    assert.deepEqual(await glnsFor('cornerPharmacy', gln), [])
  })

  it('own is the caller’s participant: users and tokens', async () => {
    const users = await world.as('cornerPharmacy').get<{ items: { email: string }[] }>('/users')
    assert.ok(users.body.items.every(({ email }) => email.endsWith('@cornerpharmacy.example')))
    const made = await world.as('northLab').must<{ id: string }>('/tokens', {
      ...{ name: 'till', scopes: ['ledger:read'], days: 1 },
    })
    const tokens = await world.as('cornerPharmacy').get<{ items: { id: string }[] }>('/tokens')
    assert.ok(tokens.body.items.every(({ id }) => id !== made.id))
  })
})
