/** What must hold of organisations on nodes of their own, whichever ledger they share. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { packKeysCollection } from '../../chaincode/src/domain/stateKeys.ts'
import type { BatchRecord } from '../../chaincode/src/domain/ledgerApi.ts'
import { assertProblem } from '../server/assertProblem.ts'
import type { Client } from '../server/client.ts'
import { eventually } from '../server/eventually.ts'
import { castOf } from '../server/fixtures.ts'
import { amoxil500 } from '../server/batches/stock.ts'
import {
  bringInAcross,
  mspOf,
  nodeNames,
  openNodes,
  type Admins,
  type NodeName,
  type Nodes,
} from './organisations.ts'
import type { NodeSettings } from './testNode.ts'

/** @param ledgerOf called once the suite's first hook runs */
export function describeNodes(ledgerOf: (name: NodeName) => Promise<NodeSettings['ledger']>): void {
  const { gtin } = amoxil500
  /** Empty where they did not come up: then there is nothing to remove. */
  let nodes = {} as Nodes
  let admins: Admins
  let codes: string[]
  before(async function () {
    this.timeout(180_000)
    nodes = await openNodes(ledgerOf)
    admins = await bringInAcross(nodes)
    await admins.makers.must('/products', amoxil500)
    codes = await register('NODE1', 12)
  })
  after(async () => {
    for (const node of Object.values(nodes)) await node.remove()
  })

  async function register(lot: string, count: number): Promise<string[]> {
    await admins.makers.must('/batches', { gtin, lot, expiresOn: '2049-12-31', markets: ['DE'], count })
    const { body } = await admins.makers.get<{ text: string }>(`/batches/${gtin}/${lot}/codes`)
    const rows = body.text.trim().split('\n').slice(1)
    return rows.map((row) => row.split(',')[4] ?? '')
  }
  const nextCode = () => codes.pop() ?? assert.fail('no pack is left')
  const leavesOf = (name: NodeName) => join(nodes[name].dataDir, 'leaves')
  const replicaOf = (name: NodeName) => nodes[name].server().ground.replica
  const treesOf = (lot: string) => replicaOf('makers').read<BatchRecord>(`batch/${gtin}/${lot}`)?.packs ?? []
  const hasFile = (name: NodeName, root: string) => readdirSync(leavesOf(name)).includes(`${root}.bin`)
  /** Once the node has followed as far as the maker's. */
  async function verify(name: NodeName, code: string, by: Client = admins[name]) {
    if (name !== 'makers') await replicaOf(name).reached(replicaOf('makers').height)
    return by.must<Verdict>('/verifications', { code })
  }

  it('verify packs that another organisation made, alike to the letter', async () => {
    const code = nextCode()
    await eventually(() => nodeNames.every((name) => hasFile(name, treesOf('NODE1')[0]?.root ?? '')))
    const answers = []
    for (const name of nodeNames) answers.push(await verify(name, code))
    // What depends on who asks, when, and whose checkpoint is the newest.
    const alike = answers.map(({ moves: _, notes: __, basis: ___, ...rest }) => rest)
    assert.equal(alike[0]?.verdict, 'genuine')
    assert.deepEqual(alike[1], alike[0])
    assert.deepEqual(alike[2], alike[0])
    assert.deepEqual(new Set(answers.map(({ basis }) => basis.height)).size, 1)
    const forged = code.replace(/(\/21\/[^/?]*)[^/?]/, '$1U')
    for (const name of nodeNames) assert.equal((await verify(name, forged)).verdict, 'unknown-serial')
  })

  it('see at once what happens to a pack elsewhere, and not where', async () => {
    const code = nextCode()
    await admins.pharmacies.must('/packs/supply', { code })
    for (const name of ['makers', 'regulator'] as const) {
      await replicaOf(name).reached(replicaOf('pharmacies').height)
      const { verdict, pack } = await verify(name, code)
      assert.equal(verdict, 'supplied')
      assert.equal(pack?.lastTouch?.here, false)
      // The regulator is told the organisation; the maker not even that.
      assert.equal(pack.lastTouch.organisation, name === 'regulator' ? 'PharmaciesMSP' : null)
    }
  })

  it('hold the pack key where packs are verified, and nowhere else but with who drew it', () => {
    const { keyId = '' } = treesOf('NODE1')[0] ?? {}
    for (const name of ['regulator', 'pharmacies'] as const)
      assert.notEqual(replicaOf(name).readPrivate(packKeysCollection, keyId), null)
    assert.equal(replicaOf('makers').readPrivate(packKeysCollection, keyId), null)
    const key = nodes.makers.server().ground.packKeys.read(keyId) ?? assert.fail('the maker lost its key')
    const file = readFileSync(join(nodes.makers.dataDir, 'keys', `pack-key-${keyId}.enc`))
    assert.ok(!file.includes(Buffer.from(key)), 'it stands there in clear')
  })

  it('know nothing of another organisation’s sites and names', async () => {
    const { body } = await admins.regulator.get<{ items: { gln: string }[] }>('/sites')
    assert.deepEqual(
      body.items.map(({ gln }) => gln),
      [castOf.nationalRegulator.site.gln],
    )
    const glnOf = castOf.nationalRegulator.gln
    const { body: seen } = await admins.pharmacies.get<{ name: string | null }>(`/participants/${glnOf}`)
    assert.equal(seen.name, null)
    const { database } = nodes.makers.server().ground
    const users = await database.prisma.user.findMany()
    assert.deepEqual(
      users.map(({ participant }) => participant),
      [castOf.northLab.gln],
    )
  })

  it('take accounts and shipments for their own participants only', async () => {
    const invitation = { email: 'other@example.org', participant: castOf.cornerPharmacy.gln, isAdmin: true }
    const facts = assertProblem(await admins.regulator.post('/users', invitation), 403, 'HOSTED_ELSEWHERE')
    assert.equal(facts['organisation'], mspOf.pharmacies)
    const link = await nodes.makers.server().capabilities.participants.openingLink()
    assert.equal(link, null, 'everybody whom this node hosts has an account')
    const sscc = '395060001000000006'
    await admins.makers.must('/units', { sscc, contents: [{ gtin, lot: 'NODE1', quantity: 2 }] })
    const shipped = await admins.makers.post(`/units/${sscc}/ship`, { to: castOf.cornerPharmacy.gln })
    assertProblem(shipped, 403, 'HOSTED_ELSEWHERE')
  })

  it('answer unavailable, never unknown, while a leaf file is missing, and fetch it once somebody has it', async () => {
    const code = nextCode()
    const { root = '' } = treesOf('NODE1')[0] ?? {}
    const path = (name: NodeName) => join(leavesOf(name), `${root}.bin`)
    for (const name of nodeNames) renameSync(path(name), `${path(name)}.away`)
    const missing = await verify('pharmacies', code)
    assert.deepEqual([missing.verdict, missing.alert], ['unavailable', null])
    assertProblem(await admins.pharmacies.post('/packs/supply', { code }), 503, 'UNAVAILABLE')
    // Damaged elsewhere is no better than missing.
    renameSync(`${path('makers')}.away`, path('makers'))
    await eventually(async () => (await verify('pharmacies', code)).verdict === 'genuine')
    renameSync(`${path('regulator')}.away`, path('regulator'))
  })

  it('go on at the counter while the maker’s node is down', async () => {
    const code = nextCode()
    const { height } = replicaOf('makers')
    await nodes.makers.stop()
    try {
      await replicaOf('pharmacies').reached(height)
      const before = await admins.pharmacies.must<Verdict>('/verifications', { code })
      assert.equal(before.verdict, 'genuine')
      await admins.pharmacies.must('/packs/supply', { code })
      const then = await admins.pharmacies.must<Verdict>('/verifications', { code })
      assert.equal(then.verdict, 'supplied')
    } finally {
      await nodes.makers.start()
    }
  })

  it('register no batch that no verifier could verify, and keep nothing of it', async () => {
    const traces = async () => {
      const { database } = nodes.makers.server().ground
      return { sets: await database.prisma.serialSet.count(), files: readdirSync(leavesOf('makers')).sort() }
    }
    const before = await traces()
    const lot = 'NODE2'
    const batch = { gtin, lot, expiresOn: '2049-12-31', markets: [], serials: ['ONE', 'TWO'] }
    await nodes.regulator.stop()
    await nodes.pharmacies.stop()
    try {
      assertProblem(await admins.makers.post('/batches', batch), 503, 'UNAVAILABLE')
      assert.deepEqual(await traces(), before)
    } finally {
      await nodes.pharmacies.start()
    }
    await admins.makers.must('/batches', batch)
    // On the disk of a verifier's node before the ledger had it; the one that was away fetches it.
    assert.ok(hasFile('pharmacies', treesOf(lot)[0]?.root ?? ''))
    await nodes.regulator.start()
    await eventually(() => hasFile('regulator', treesOf(lot)[0]?.root ?? ''))
  })
}

interface Verdict {
  verdict: string
  alert: object | null
  moves: string[]
  notes: object[]
  basis: { at: number; height: number }
  pack: { lastTouch: { here: boolean; organisation: string | null } | null } | null
}
