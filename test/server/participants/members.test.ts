import assert from 'node:assert/strict'
import { parseGln } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { SiteRecord } from '../../../chaincode/src/domain/ledgerApi.ts'
import { licence } from '../admission.ts'
import { assertProblem } from '../assertProblem.ts'
import { fixtures, type FixtureName } from '../fixtures.ts'
import { openWorld, type World } from '../world.ts'

interface Voted {
  id: string
  outcome: string
  txId: string
}
const pdf = { 'Content-Type': 'application/pdf' }
/** Nobody yet. */
const newcomers = ['9506000100807', '9506000100814', '9506000100609', '9506000100616'].map((gln) =>
  parseGln(gln),
)

describe('participants, proposals and sites', function () {
  this.timeout(60_000)
  let world: World
  let proof = ''
  before(async () => {
    world = await openWorld()
    proof = (
      await world.as('nationalRegulator').must<{ hash: string }>('/documents', licence('newcomer'), pdf)
    ).hash
  })
  after(() => world.stop())

  const proposalFor = (gln: string, change: object = {}) => ({
    ...{ gln, organisation: 'PharmaciesMSP', roles: ['pharmacy'], proof, name: 'Newcomer' },
    ...change,
  })
  const vote = (name: FixtureName, id: string, approve: boolean) =>
    world.as(name).post<Voted & Record<string, unknown>>(`/proposals/${id}/votes`, { approve })

  it('admit with more than half of the organisations and the regulator, one vote each', async () => {
    const gln = newcomers[0] ?? ''
    const { id, outcome } = await world.as('cornerPharmacy').must<Voted>('/proposals', proposalFor(gln))
    assert.equal(outcome, 'open')
    assertProblem(await vote('cityHospital', id, true), 409, 'ALREADY_VOTED')
    assert.equal((await vote('northLab', id, true)).body.outcome, 'open')
    assert.equal(
      (await vote('midWholesale', id, true)).body.outcome,
      'open',
      'three of four, but not the regulator',
    )
    assert.equal((await vote('nationalRegulator', id, true)).body.outcome, 'admitted')

    const shown = await world.as('northLab').get<{ votes: { organisation: string }[] }>(`/proposals/${id}`)
    assert.deepEqual(
      shown.body.votes.map(({ organisation }) => organisation),
      ['PharmaciesMSP', 'ManufacturersMSP', 'WholesalersMSP', 'RegulatorMSP'],
    )
    const admitted = await world.as('northLab').get(`/participants/${gln}`)
    assert.deepEqual([admitted.body['name'], admitted.body['roles']], ['Newcomer', ['pharmacy']])
  })

  it('reject as soon as no majority can come, and then take no more votes', async () => {
    const { id } = await world.as('cornerPharmacy').must<Voted>('/proposals', proposalFor(newcomers[1] ?? ''))
    assert.equal((await vote('nationalRegulator', id, false)).body.outcome, 'rejected')
    assertProblem(await vote('northLab', id, true), 409, 'PROPOSAL_DECIDED')
    assertProblem(await world.as('northLab').get(`/participants/${newcomers[1] ?? ''}`), 404, 'NOT_FOUND')
  })

  it('are renamed by an admission, not by a mere proposal', async () => {
    const { gln } = fixtures.cityHospital
    const proposal = proposalFor(gln, { roles: ['hospital'], name: 'City Clinic' })
    const { id } = await world.as('cityHospital').must<Voted>('/proposals', proposal)
    const nameOf = async () => (await world.as('northLab').get(`/participants/${gln}`)).body['name']
    assert.equal(await nameOf(), 'City Hospital')
    await vote('northLab', id, true)
    assert.equal((await vote('nationalRegulator', id, true)).body.outcome, 'admitted')
    assert.equal(await nameOf(), 'City Clinic')
  })

  it('propose once however often the request comes, and never two things under one key', async () => {
    const proposal = proposalFor(newcomers[2] ?? '')
    const key = { 'Idempotency-Key': '"propose-newcomer"' }
    const first = await world.as('northLab').post<Voted>('/proposals', proposal, key)
    const second = await world.as('northLab').post<Voted>('/proposals', proposal, key)
    assert.deepEqual([second.status, second.body.id], [201, first.body.id])
    const other = await world.as('northLab').post('/proposals', { ...proposal, name: 'Another' }, key)
    assertProblem(other, 422, 'IDEMPOTENCY_KEY_REUSED')
    const fresh = await world.as('northLab').post<Voted>('/proposals', proposal)
    assert.notEqual(fresh.body.id, first.body.id)
  })

  it('refuse a role that the organisation does not host, and an unknown organisation', async () => {
    const foreign = proposalFor(newcomers[3] ?? '', { roles: ['manufacturer'] })
    assertProblem(await world.as('nationalRegulator').post('/proposals', foreign), 403, 'ROLE_MISSING')
    const nowhere = proposalFor(newcomers[3] ?? '', { organisation: 'NobodysMSP' })
    assertProblem(
      await world.as('nationalRegulator').post('/proposals', nowhere),
      404,
      'ORGANISATION_UNKNOWN',
    )
  })

  it('refuse a proof that was not uploaded', async () => {
    const proposal = proposalFor(newcomers[3] ?? '', { proof: 'A'.repeat(43) })
    assertProblem(await world.as('nationalRegulator').post('/proposals', proposal), 404, 'NOT_FOUND')
    const unknown = await world.as('northLab').post(`/proposals/${'A'.repeat(43)}/votes`, { approve: true })
    assertProblem(unknown, 404, 'NOT_FOUND')
  })

  it('keep proof documents byte for byte, under their hash, and give them out as downloads', async () => {
    const answer = await world.as('cityHospital').get<{ text: string }>(`/documents/${proof}`)
    assert.equal(answer.body.text, licence('newcomer').toString())
    assert.match(answer.headers.get('Content-Disposition') ?? '', /^attachment/)
    const notPdf = await world.as('northLab').post('/documents', Buffer.from('<html>'), pdf)
    assertProblem(notPdf, 422, 'FILE_INVALID')
    const html = await world.as('northLab').post('/documents', '<html>', { 'Content-Type': 'text/html' })
    assertProblem(html, 415, 'MEDIA_TYPE_UNSUPPORTED')
    const large = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(10 * 1024 * 1024)])
    assertProblem(await world.as('northLab').post('/documents', large, pdf), 413, 'BODY_TOO_LARGE')
  })

  it('list participants in pages', async () => {
    interface Page {
      items: { gln: string }[]
      next: string | null
    }
    const first = await world.as('northLab').get<Page>('/participants?limit=3')
    const rest = await world
      .as('northLab')
      .get<Page>(`/participants?limit=200&after=${first.body.next ?? ''}`)
    const glns = [...first.body.items, ...rest.body.items].map(({ gln }) => gln)
    assert.deepEqual([first.body.items.length, rest.body.next], [3, null])
    assert.deepEqual(glns, [...new Set(glns)].sort())
    assertProblem(await world.as('northLab').get('/participants?after=x'), 400, 'CURSOR_INVALID')
  })

  it('register a site: a commitment on the ledger, its name here only', async () => {
    const gln = '9506000100715'
    const made = await world.as('northLab').post('/sites', { gln, name: 'Plant two', address: '2 Mill Lane' })
    assert.equal(made.status, 201)
    const record = world.server.ground.replica.read<SiteRecord>(`site/${gln}`)
    assert.deepEqual(Object.keys(record ?? {}).sort(), ['commitment', 'org', 'v'])
    const renamed = await world.as('northLab').post('/sites', { gln, name: 'Plant 2' })
    assert.deepEqual([renamed.status, renamed.body['name']], [201, 'Plant 2'])
    assertProblem(await world.as('midWholesale').post('/sites', { gln, name: 'Mine' }), 409, 'NAME_TAKEN')
  })
})
