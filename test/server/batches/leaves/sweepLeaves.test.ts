import assert from 'node:assert/strict'
import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import { parseGtin, parseLot, parseSerial } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { dayMs } from '../../../../chaincode/src/domain/time.ts'
import { sweepLeaves } from '../../../../server/src/batches/leaves/sweepLeaves.ts'
import { growHere } from '../../../../server/src/batches/registration/growTree.ts'
import { preparePacks } from '../../../../server/src/batches/registration/preparePacks.ts'
import type { Caller } from '../../../../server/src/platform/http/access.ts'
import { fixtures } from '../../fixtures.ts'
import { openWorld, type World } from '../../world.ts'
import { amoxil500, registerProducts, registerStock } from '../stock.ts'

const gtin = parseGtin(amoxil500.gtin)

describe('sweeping leaf files', () => {
  let world: World
  before(async function () {
    this.timeout(60_000)
    world = await openWorld(['nationalRegulator', 'northLab'])
    await registerProducts(world)
  })
  after(() => world.stop())

  const fileOf = (root: Hash, ending = 'bin') => join(world.dataDir, 'leaves', `${root}.${ending}`)
  const age = (root: Hash, days: number) => {
    const time = (Date.now() - days * dayMs) / 1000
    utimesSync(fileOf(root), time, time)
  }
  const sweep = () => sweepLeaves(world.server.ground, Date.now())
  /** As another node hands it over. */
  function placeTree(serial: string): Hash {
    const tree = growHere({ gtin, packKey: new Uint8Array(32), serials: [parseSerial(serial)] })
    world.server.ground.leaves.write(tree)
    return toBase64url(tree.root)
  }

  it('removes what was prepared a month ago and never registered, and nothing else', async () => {
    const { codes } = await registerStock(world, 'OLD')
    const { replica } = world.server.ground
    const [registered = ''] =
      replica.read<{ packs: { root: Hash }[] }>(`batch/${gtin}/OLD`)?.packs.map(({ root }) => root) ?? []
    const [abandoned, recent] = [placeTree('A'), placeTree('B')]
    for (const root of [registered, abandoned]) age(root, 400)
    age(recent, 30.9)
    writeFileSync(join(world.dataDir, 'leaves', 'notes.bin'), '')
    utimesSync(join(world.dataDir, 'leaves', 'notes.bin'), 0, 0)

    assert.equal(await sweep(), 1)
    assert.deepEqual([fileOf(abandoned), fileOf(abandoned, 'nodes')].map(existsSync), [false, false])
    for (const root of [registered, recent]) assert.ok(existsSync(fileOf(root)))
    const verdict = await world.as('nationalRegulator').must('/verifications', { code: codes[0] })
    assert.equal(verdict['verdict'], 'genuine')
    assert.equal(await sweep(), 0)
  })

  it('leaves what is taken up again its time', async () => {
    const { deps } = world.server.capabilities.batches
    const { gln, msp } = fixtures.northLab
    const caller = { participant: gln, msp } as Caller
    const packs = { gtin, lot: parseLot('AGAIN'), packs: { serials: [parseSerial('S1')] } }
    const { root } = await preparePacks(deps, caller, packs)
    age(root, 400)
    const preparedAt = new Date(Date.now() - 400 * dayMs)
    await world.database.prisma.serialSet.update({ where: { root }, data: { preparedAt } })

    assert.equal((await preparePacks(deps, caller, packs)).root, root)
    assert.equal(await sweep(), 0)
    assert.deepEqual(await deps.registrations.oldSets(gtin), [])
    assert.equal(world.server.ground.leaves.state(root, 8), 'whole')
  })
})
