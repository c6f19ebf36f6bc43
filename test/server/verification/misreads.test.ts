/** Codes that a keyboard garbled and that read well all the same: explained, never alarmed. */
import assert from 'node:assert/strict'
import { keyboards, swapCase, typedOn, typedWithShiftLock } from '../../domain/gs1/fixtures.ts'
import { makersKey } from '../makersKey.ts'
import { openWorld, type World } from '../world.ts'
import { codeOf, registerAmoxil, registerBatch, separator, verify, type Printed } from './pharmacyScene.ts'

const lot = 'AX2611'
const serial = 'DY4KJKW7A1VP7364'
const print = (pack: Partial<Printed>) => codeOf({ lot, serial, expiry: '281122', ...pack })
const link = `https://id.example/01/09506000134352/10/${lot}/21/${serial}?17=281122`

describe('verifying a code that the keyboard made another of', function () {
  this.timeout(60_000)
  let world: World
  const key = makersKey()
  const pharmacy = () => world.as('cornerPharmacy')

  before(async () => {
    world = await openWorld(['northLab', 'cornerPharmacy'])
    const northLab = world.as('northLab')
    await registerAmoxil(northLab)
    await registerBatch(northLab, lot, [serial, 'SUPPLY7', 'UNDO7', '20261123'], '2028-11-22')
    await registerBatch(northLab, '2611', ['Az1', 'aY1'], '2028-11-22')
    await northLab.must('/signing-keys', {
      publicKey: key.publicKey,
      validFrom: '2020-01-01',
      validUntil: null,
    })
  })
  after(() => world.stop())

  const codesOf = (repairs: readonly { code: string }[]) => repairs.map((repair) => repair.code)
  const lastScan = async () => {
    const { body } = await world
      .as('nationalRegulator')
      .get<{ items: Record<string, unknown>[] }>('/scans?limit=1')
    return body.items[0] ?? {}
  }

  const misreads: [damage: string, text: string, repairs: string[]][] = [
    ['caps lock', swapCase(print({})), ['caps-lock']],
    ['caps lock, a line end', `${swapCase(print({}))}\r\n`, ['line-end', 'caps-lock']],
    ['caps lock, no lot', swapCase(print({ lot: null })), ['caps-lock']],
    ['QWERTZ', typedOn(keyboards.qwertz, print({})), ['qwertz']],
    ['QWERTZ, caps lock', swapCase(typedOn(keyboards.qwertz, print({}))), ['qwertz', 'caps-lock']],
    ['AZERTY, shift lock', typedWithShiftLock(keyboards.azerty, print({})), ['azerty', 'caps-lock']],
    ['a Digital Link, caps lock', swapCase(link), ['caps-lock']],
  ]
  for (const [damage, text, repairs] of misreads) {
    it(`is about the pack that is meant, and tells the repair: ${damage}`, async () => {
      const right = await verify(pharmacy(), print({}))
      const answer = await verify(pharmacy(), text)
      assert.deepEqual([answer.verdict, answer.alert, codesOf(answer.repairs)], ['genuine', null, repairs])
      assert.deepEqual([answer.pack, answer.batch], [right.pack, right.batch])
      assert.ok(answer.moves.includes('supply'))
    })
  }

  it('is about the pack where the lot alone has letters', async () => {
    const answer = await verify(pharmacy(), swapCase(print({ serial: '20261123' })))
    assert.deepEqual([answer.verdict, answer.alert, answer.batch?.lot], ['genuine', null, lot])
    assert.deepEqual(codesOf(answer.repairs), ['caps-lock'])
  })

  it('stands in the scan trail as a scan of that pack, without an alert, a patient’s too', async () => {
    const { pack } = await verify(pharmacy(), swapCase(print({})))
    const scan = await lastScan()
    const { verdict, alert, lot: lotOf, packId, scanHash } = scan
    assert.deepEqual(
      { verdict, alert, lotOf, packId, scanHash },
      { verdict: 'genuine', alert: null, lotOf: lot, packId: pack?.packId, scanHash: null },
    )
    const patient = await world.nobody.post('/patient-verifications', { code: swapCase(print({})) })
    assert.equal(patient.body['outcome'], 'genuine')
    const patients = await lastScan()
    assert.deepEqual([patients['channel'], patients['alert']], ['patient', null])
  })

  it('checks the signature of the code that is meant', async () => {
    const signature = key.signatureOf({ gtin: '09506000134352', serial, lot, expiry: '281122' })
    const signed = `${print({})}${separator}8030${signature}`
    const answer = await verify(pharmacy(), swapCase(signed))
    assert.deepEqual([answer.verdict, answer.signature?.finding], ['genuine', 'made-by'])
  })

  const alarms: [what: string, text: string, verdict: string, alert: string][] = [
    ['no reading names a batch', swapCase(print({ lot: 'NOSUCH' })), 'unknown-batch', 'A2'],
    ['no reading names a pack', print({ serial: 'NOSUCH' }), 'unknown-serial', 'A3'],
    ['two readings name a pack each', print({ lot: '2611', serial: 'aZ1' }), 'unknown-serial', 'A3'],
  ]
  for (const [what, text, verdict, alert] of alarms) {
    it(`stays ${verdict} with its alert where ${what}`, async () => {
      const answer = await verify(pharmacy(), text)
      assert.deepEqual([answer.verdict, answer.alert?.code, answer.repairs], [verdict, alert, []])
      assert.equal((await lastScan())['alert'], alert)
    })
  }

  it('is acted on only after a confirmation, and then at the pack that is meant', async () => {
    const code = swapCase(print({ serial: 'SUPPLY7' }))
    const { height } = world.server.ground.replica
    const refused = await pharmacy().post<{ code: string; facts: Record<string, unknown> }>('/packs/supply', {
      code,
    })
    assert.deepEqual([refused.status, refused.body.code], [409, 'CODE_UNCONFIRMED'])
    assert.equal(refused.body.facts['elementString'], print({ serial: 'SUPPLY7' }))
    assert.deepEqual(codesOf(refused.body.facts['repairs'] as { code: string }[]), ['caps-lock'])
    assert.equal(world.server.ground.replica.height, height)
    const done = await pharmacy().post('/packs/supply', { code, confirmed: true })
    assert.deepEqual([done.status, done.body['lot'], done.body['state']], [201, lot, 'supplied'])
    assert.equal((await verify(pharmacy(), print({ serial: 'SUPPLY7' }))).verdict, 'supplied')
    const { verdict, alert } = await verify(pharmacy(), code)
    assert.deepEqual([verdict, alert], ['supplied', null])
    assert.equal((await pharmacy().post('/packs/undo', { code, confirmed: true })).status, 201)
  })

  it('asks for the repairs of the pack that is meant, not of another, where there are several', async () => {
    const code = swapCase(print({ serial: 'UNDO7' }).replace(separator, '^]'))
    const { body } = await pharmacy().post<{ facts: Record<string, unknown> }>('/packs/supply', { code })
    assert.equal(body.facts['elementString'], print({ serial: 'UNDO7' }))
  })

  it('is refused where no reading names a pack, confirmed or not', async () => {
    for (const confirmed of [false, true]) {
      const refused = await pharmacy().post('/packs/supply', { code: print({ serial: 'NOSUCH' }), confirmed })
      assert.deepEqual([refused.status, refused.body['code']], [409, 'PACK_NOT_IN_BATCH'])
    }
  })
})
