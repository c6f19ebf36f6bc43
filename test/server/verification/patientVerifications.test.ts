import assert from 'node:assert/strict'
import { verdicts, type Verdict } from '../../../server/src/verification/verdict.ts'
import { patientAnswer, patientOutcomes } from '../../../server/src/verification/patientAnswer.ts'
import { fixtures } from '../fixtures.ts'
import { openWorld, type World } from '../world.ts'
import { amoxil500, codeOf, registerAmoxil, registerBatch } from './pharmacyScene.ts'

interface PatientVerification {
  outcome: string
  said: string
  advice: string | null
  product: { name: string } | null
  dispensedOn: string | null
}

describe('POST /patient-verifications', function () {
  this.timeout(60_000)
  let world: World
  const serials = ['ANNA7', 'BERTA8', 'CLARA9', 'DORA10', 'EMIL11', 'FRITZ12', 'GUSTAV13']
  before(async () => {
    world = await openWorld(['northLab', 'cornerPharmacy'])
    const northLab = world.as('northLab')
    await registerAmoxil(northLab)
    await registerBatch(northLab, 'AMX1', serials)
    await registerBatch(northLab, 'RECALLED', ['BACK'])
    await northLab.must(`/batches/${amoxil500}/RECALLED/recall`, { class: 1, reason: 'cracked vials' })
  })
  after(() => world.stop())

  const ask = (code: string) => world.nobody.must<PatientVerification>('/patient-verifications', { code })

  it('tells without an account that a medicine is genuine and not yet dispensed', async () => {
    const answer = await ask(codeOf({ serial: 'ANNA7' }))
    assert.equal(answer.outcome, 'genuine')
    assert.match(answer.said, /genuine and has not been dispensed/)
    assert.equal(answer.product?.name, 'Amoxil')
  })

  it('tells on which day a pharmacy dispensed it', async () => {
    await world.as('cornerPharmacy').must('/packs/supply', { code: codeOf({ serial: 'BERTA8' }) })
    const answer = await ask(codeOf({ serial: 'BERTA8' }))
    const today = new Date(world.clock.now()).toISOString().slice(0, 10)
    assert.equal(answer.outcome, 'dispensed')
    assert.equal(answer.dispensedOn, today)
    assert.match(answer.said, new RegExp(`dispensed by a pharmacy on ${today}`))
  })

  it('tells what to do with a recalled one, and what is not recognised', async () => {
    const recalled = await ask(codeOf({ lot: 'RECALLED', serial: 'BACK' }))
    assert.equal(recalled.outcome, 'recalled')
    assert.match(String(recalled.advice), /Bring it back/)
    for (const code of [
      codeOf({ serial: 'NOBODY' }),
      codeOf({ lot: 'NOSUCH', serial: 'NOBODY' }),
      codeOf({ gtin: '09506000134369', serial: 'ANNA7' }),
      codeOf({ serial: 'ANNA7', expiry: '291231' }),
    ]) {
      const answer = await ask(code)
      assert.equal(answer.outcome, 'not-recognised')
      assert.equal(answer.product, null)
    }
    assert.equal((await ask('hello')).outcome, 'unreadable')
  })

  it('never tells a serial number, a place or who did what', async () => {
    const pharmacy = world.as('cornerPharmacy')
    const doors = ['supply', 'lock', 'destroy', 'report-stolen', 'check-out']
    for (const [i, door] of doors.entries()) {
      const serial = serials[i + 2] ?? ''
      await pharmacy.must(`/packs/${door}`, { code: codeOf({ serial }) })
      const answer = await world.nobody.post('/patient-verifications', { code: codeOf({ serial }) })
      const said = JSON.stringify(answer.body)
      const { gln, site, name, msp } = fixtures.cornerPharmacy
      for (const secret of [serial, gln, site, name, msp, 'AMX1', fixtures.northLab.name]) {
        assert.ok(!said.includes(secret), `${door} tells ${secret}`)
      }
    }
  })

  it('keeps the scan in the audit trail, and nothing of the patient', async () => {
    await ask(codeOf({ serial: 'ANNA7' }))
    await world.server.ground.auditTrail.drain()
    const { rows } = await world.database.pool.query(
      `select * from scan where channel = 'patient' order by place desc limit 1`,
    )
    const row = rows[0] as Record<string, unknown>
    assert.deepEqual([row.verdict, row.participant, row.site, row.account], ['genuine', null, null, null])
    assert.ok(!JSON.stringify(row).includes('ANNA7') && !JSON.stringify(row).includes('127.0.0.1'))
  })

  it('answers one address only so often', async () => {
    let status = 200
    for (let i = 0; i < 30 && status === 200; i++) {
      ;({ status } = await world.nobody.post('/patient-verifications', { code: 'hello' }))
    }
    assert.equal(status, 429)
  })
})

describe('what patients are told', () => {
  it('has an outcome for every verdict, in words that name no suspicion of anybody', () => {
    const outcomes = new Set<string>()
    for (const verdict of verdicts satisfies readonly Verdict[]) {
      const judgement = { verdict, facts: [verdict], alert: null }
      const answer = patientAnswer({
        ...{ reading: { kind: 'other', scan: 'x' }, pack: null, judgement, height: 1 },
      })
      outcomes.add(answer.outcome)
      assert.ok(answer.said.endsWith('.'))
      assert.doesNotMatch(`${answer.said} ${String(answer.advice)}`, /fake|counterfeit|stolen|falsif/i)
    }
    assert.deepEqual(outcomes, new Set(patientOutcomes))
  })
})
