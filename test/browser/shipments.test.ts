/** A unit on its way: recorded and shipped by the maker, received by the pharmacy. */
import assert from 'node:assert/strict'
import { castOf } from '../server/fixtures.ts'
import { amoxil500, registerAmoxil, registerBatch } from '../server/verification/pharmacyScene.ts'
import { assertSound, shoot } from './browser.ts'
import { openStage } from './stage.ts'
import { typeAsWedge } from './typeAsWedge.ts'

const sscc = '395060001000000013'
const other = '395060001000000020'

describe('shipments, in a browser', function () {
  this.timeout(90_000)
  const stage = openStage({
    async prepare(world) {
      await registerAmoxil(world.as('northLab'))
      await registerBatch(world.as('northLab'), 'AMX1', ['S1', 'S2'])
      await registerBatch(world.as('northLab'), 'AMX2', ['S3'])
    },
  })
  const { at } = stage

  it('has nothing to show a pharmacy at first, and lets it record nothing', async () => {
    const page = await at('/shipments', 'cornerPharmacy')
    await page.getByRole('heading', { name: 'No shipments yet' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Record a unit' }).count(), 0)
    await assertSound(page)
    await page.goto('/shipments/new')
    await page.getByRole('heading', { name: 'This page is for others' }).waitFor()
    await page.context().close()
  })

  it('records a unit with two batches once everything in it is right', async () => {
    const page = await at('/shipments/new', 'northLab')
    await page.getByLabel('SSCC').fill('395060001000000014')
    await page.getByLabel('Lot').fill('AMX1')
    await page.getByLabel('Packs').fill('2')
    await page.getByRole('button', { name: 'Another batch in it' }).click()
    const second = page.getByRole('group', { name: 'Batch 2' })
    await second.getByLabel('Lot').fill('AMX1')
    await second.getByLabel('Packs').fill('1')
    await page.getByRole('button', { name: 'Record the unit' }).click()
    await page.getByText('This is not an SSCC').waitFor()
    await page.getByText('This batch stands above already').waitFor()
    await assertSound(page)
    await shoot(page, 'shipment-refused-counter-en-light')
    await page.getByLabel('SSCC').fill(`(00)${sscc}`)
    await second.getByLabel('Lot').fill('AMX2')
    await page.getByRole('button', { name: 'Record the unit' }).click()
    await page.getByText(`Unit ${sscc} is recorded`).waitFor()
    await page.getByRole('link', { name: 'To the shipments' }).click()
    const row = page.getByRole('row', { name: sscc })
    await row.getByText('Here', { exact: true }).waitFor()
    await row.getByText('2 × Amoxil').waitFor()
    await page.context().close()
  })

  it('ships it to whom it is for, who receives it by scanning its label', async () => {
    const maker = await at('/shipments', 'northLab')
    await maker.getByRole('button', { name: `Ship unit ${sscc}` }).click()
    const ship = maker.getByRole('dialog')
    await ship.getByRole('button', { name: 'Ship it' }).click()
    await ship.getByText('Choose who receives it.').waitFor()
    await assertSound(maker)
    await shoot(maker, 'shipment-ship-counter-en-light')
    await ship.getByLabel('Receiver').selectOption(castOf.cornerPharmacy.gln)
    await ship.getByRole('button', { name: 'Ship it' }).click()
    await maker.getByText(`is on its way to ${castOf.cornerPharmacy.name}.`).waitFor()
    await maker.getByRole('row', { name: sscc }).getByText('Sent', { exact: true }).waitFor()

    const page = await at('/shipments', 'cornerPharmacy', { width: 'phone', language: 'de', theme: 'dark' })
    await page.getByRole('table').getByText('Hierher unterwegs', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Annehmen', exact: true }).click()
    const receive = page.getByRole('dialog')
    await typeAsWedge(page, `]C100${other}`)
    assert.equal(await receive.getByLabel('NVE (SSCC)').inputValue(), other)
    await receive.getByRole('button', { name: 'Annehmen' }).click()
    await receive.getByText('Zu Ihnen ist keine Versandeinheit mit dieser Nummer unterwegs').waitFor()
    await assertSound(page)
    await shoot(page, 'shipment-receive-phone-de-dark')
    await receive.getByLabel('NVE (SSCC)').fill('')
    await typeAsWedge(page, `]C100${sscc}`)
    await receive.getByRole('button', { name: 'Annehmen' }).click()
    await page.getByText(`Die Versandeinheit ${sscc} ist jetzt hier.`).waitFor()
    await page.getByRole('table').getByText('Hier', { exact: true }).waitFor()
    for (const each of [maker, page]) await each.context().close()
  })

  it('leads from a batch to the shipments that it is in', async () => {
    const page = await at(`/batches/${amoxil500}/AMX2`, 'nationalRegulator', { width: 'phone' })
    await page.getByRole('link', { name: 'Shipments with this lot' }).click()
    await page.getByRole('row', { name: sscc }).waitFor()
    assert.equal(await page.getByRole('searchbox').inputValue(), 'AMX2')
    await page.context().close()
  })

  it('finds a unit by its scanned label, by a lot, and by where it is', async () => {
    const page = await at('/shipments', 'northLab')
    const rows = page.getByRole('table').getByRole('row')
    const row = page.getByRole('row', { name: sscc })
    await row.waitFor()
    await typeAsWedge(page, `]C100${other}`)
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor()
    assert.equal(await page.getByRole('searchbox').inputValue(), other)
    await page.getByRole('searchbox').fill('amx2')
    await row.waitFor()
    await page.getByLabel('Which').selectOption({ label: 'Here' })
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor()
    await assertSound(page)
    await page.getByLabel('Which').selectOption({ label: 'Elsewhere' })
    await row.waitFor()
    assert.equal(await rows.count(), 2)
    await page.context().close()
  })

  it('tells that the rest of the list did not come, and asks for it again only when told to', async () => {
    const northLab = stage.world.as('northLab')
    await northLab.must('/units', { sscc: other, contents: [{ gtin: amoxil500, lot: 'AMX1', quantity: 1 }] })
    const page = await at('/products', 'northLab')
    let refused = 0
    let refuses = true
    await page.route('**/api/v1/units?*', async (route) => {
      const url = route.request().url()
      if (!refuses || !url.includes('after='))
        return route.continue({ url: url.replace('limit=100', 'limit=1') })
      refused++
      const contentType = 'application/problem+json'
      await route.fulfill({ status: 429, contentType, json: { code: 'TOO_MANY_REQUESTS', facts: {} } })
    })
    await page.getByRole('link', { name: 'Shipments' }).click()
    const found = page.getByRole('table').getByRole('row', { name: /AMX/ })
    await found.waitFor()
    await page.getByRole('searchbox').fill('AMX')
    await page.getByRole('alert').getByText('Too many requests').waitFor()
    await assertSound(page)
    await shoot(page, 'shipments-incomplete-counter-en-light')
    assert.deepEqual([refused, await found.count()], [1, 1])
    refuses = false
    await page.getByRole('button', { name: 'Show more' }).click()
    await found.nth(1).waitFor()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await page.context().close()
  })
})
