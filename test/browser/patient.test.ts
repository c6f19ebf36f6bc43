/** What a patient sees who scans the QR code on her pack: without an account, on a phone, in plain words. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { fixtures } from '../server/fixtures.ts'
import { amoxil500, codeOf, registerAmoxil, registerBatch } from '../server/verification/pharmacyScene.ts'
import { assertSound, shoot, views, type Visit } from './browser.ts'
import { openStage } from './stage.ts'

/** As it stands in the QR code on a pack, behind the server's address. */
const linkTo = (lot: string, serial: string) => `/01/${amoxil500}/10/${lot}/21/${serial}?17=280630`

describe('the patient page, in a browser', function () {
  this.timeout(60_000)
  const stage = openStage({
    async prepare(world) {
      const northLab = world.as('northLab')
      await registerAmoxil(northLab)
      await registerBatch(northLab, 'AMX1', ['ANNA7', 'BERTA8', 'CLARA9'])
      await registerBatch(northLab, 'BACK', ['DORA10'])
      await northLab.must(`/batches/${amoxil500}/BACK/recall`, { class: 1, reason: 'cracked vials' })
      const pharmacy = world.as('cornerPharmacy')
      await pharmacy.must('/packs/supply', { code: codeOf({ serial: 'BERTA8' }) })
      await pharmacy.must('/packs/lock', { code: codeOf({ serial: 'CLARA9' }) })
    },
  })

  async function open(path: string, view: Visit = { width: 'phone' }): Promise<Page> {
    const page = await stage.visit(view)
    await page.goto(path)
    await page.getByRole('status').getByRole('heading', { level: 1 }).waitFor()
    return page
  }

  const pages: Record<string, { path: string; heading: string }> = {
    genuine: { path: linkTo('AMX1', 'ANNA7'), heading: 'Genuine' },
    dispensed: { path: linkTo('AMX1', 'BERTA8'), heading: 'Genuine, and dispensed' },
    'not-recognised': { path: linkTo('AMX1', 'NOBODY'), heading: 'Not recognised' },
    recalled: { path: linkTo('BACK', 'DORA10'), heading: 'Recalled' },
    'not-for-dispensing': { path: linkTo('AMX1', 'CLARA9'), heading: 'Ask a pharmacist' },
    unreadable: { path: '/01/09506000134351', heading: 'Code not readable' },
  }
  for (const [outcome, { path, heading }] of Object.entries(pages)) {
    it(`says ${heading}`, async () => {
      const page = await open(path)
      assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), heading)
      await assertSound(page)
      await shoot(page, `patient-${outcome}-phone-en-light`)
      await page.context().close()
    })
  }

  for (const view of views) {
    it(`looks sound: ${view.width}, ${view.language}, ${view.theme}`, async () => {
      const page = await open(linkTo('AMX1', 'BERTA8'), view)
      await page.locator('summary').click()
      await assertSound(page)
      await shoot(page, `patient-dispensed-${view.width}-${view.language}-${view.theme}`)
      await page.context().close()
    })
  }

  it('never shows a serial number, a lot, a place or who did what', async () => {
    const page = await open(linkTo('AMX1', 'BERTA8'))
    const text = await page.locator('body').innerText()
    const { name, gln, site } = fixtures.cornerPharmacy
    for (const secret of ['BERTA8', 'AMX1', name, gln, site, fixtures.northLab.name]) {
      assert.ok(!text.includes(secret), `shows ${secret}`)
    }
    await page.context().close()
  })

  it('answers also where her browser refuses to keep anything', async () => {
    const page = await open(linkTo('AMX1', 'ANNA7'), { width: 'phone', blocksStorage: true })
    await page.getByRole('heading', { name: 'Genuine' }).waitFor()
    await page.getByRole('button', { name: 'Deutsch' }).click()
    await page.getByRole('button', { name: 'English' }).waitFor()
    await assertSound(page)
    await page.context().close()
  })

  it('says that the server cannot be reached, and asks again when told to', async () => {
    const page = await stage.visit({ width: 'phone', losesConnection: true })
    await page.route('**/api/v1/patient-verifications', (route) => route.abort())
    await page.goto(linkTo('AMX1', 'ANNA7'))
    await page.getByRole('alert').getByText('could not be reached').waitFor()
    await assertSound(page)
    await shoot(page, 'patient-unreachable-phone-en-light')
    await page.unroute('**/api/v1/patient-verifications')
    await page.getByRole('button', { name: 'Check again' }).click()
    await page.getByRole('heading', { name: 'Genuine' }).waitFor()
    await page.context().close()
  })

  it('says why asking again after "not now" came to nothing', async () => {
    const page = await stage.visit({ width: 'phone', losesConnection: true })
    const answer = { outcome: 'unavailable', product: null, dispensedOn: null, expiresOn: null }
    await page.route('**/api/v1/patient-verifications', (route) => route.fulfill({ json: answer }), {
      times: 1,
    })
    await page.goto(linkTo('AMX1', 'ANNA7'))
    const again = page.getByRole('button', { name: 'Check again' })
    await again.waitFor()
    await page.route('**/api/v1/patient-verifications', (route) => route.abort())
    await again.click()
    await page.getByRole('alert').getByText('could not be reached').waitFor()
    await assertSound(page)
    await page.unroute('**/api/v1/patient-verifications')
    await again.click()
    await page.getByRole('heading', { name: 'Genuine' }).waitFor()
    await page.context().close()
  })
})
