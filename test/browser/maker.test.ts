/** The maker's desk: products, batches by form and by file, labels, more packs, recall, and the regulator's lifting. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { FixtureName } from '../server/fixtures.ts'
import { amoxil500, registerAmoxil } from '../server/verification/pharmacyScene.ts'
import { assertSound, shoot, type Visit } from './browser.ts'
import { askForRecall, confirmRecall, fillBatchForm, recallButton, submitBatchForm } from './makerPage.ts'
import { openStage } from './stage.ts'

const header = 'gtin,lot,expiry,serial'
const csvOf = (lines: readonly string[]) => ({
  name: 'packs.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([...lines, ''].join('\n')),
})

describe("the maker's desk, in a browser", function () {
  this.timeout(90_000)
  const stage = openStage({
    async prepare(world) {
      const northLab = world.as('northLab')
      await registerAmoxil(northLab)
      const facts = { gtin: amoxil500, expiresOn: '2028-06-30', markets: ['DE', 'FR'] }
      await northLab.must('/batches', { ...facts, lot: 'AMX1', count: 30 })
      await northLab.must('/batches', {
        ...facts,
        lot: 'AMX0',
        count: 5,
        storage: { minTenthsC: 20, maxTenthsC: 80 },
      })
      const stop = { class: 1, reason: 'Blisters of another strength found in packs of this batch' }
      await northLab.must(`/batches/${amoxil500}/AMX0/recall`, stop)
    },
  })

  const at = (path: string, who: FixtureName = 'northLab', view: Visit = {}) => stage.at(path, who, view)

  it('registers a product once its GTIN is right, and finds it', async () => {
    const page = await at('/products')
    await page.getByRole('button', { name: 'Register a product' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('GTIN').fill('09506000134368')
    await dialog.getByLabel('Name', { exact: true }).fill('Insulin North')
    await dialog.getByLabel('Strength').fill('100 units/ml')
    await dialog.getByLabel('Pharmaceutical form').fill('solution for injection')
    await dialog.getByLabel('Pack size').fill('5')
    await dialog.getByRole('button', { name: 'Register the product' }).click()
    await dialog.getByText('This is not a GTIN').waitFor()
    await assertSound(page)
    await shoot(page, 'product-refused-counter-en')
    await dialog.getByLabel('GTIN').fill('09506000134369')
    await dialog.getByRole('button', { name: 'Register the product' }).click()
    await page.getByText('Insulin North is registered.').waitFor()
    await page.getByRole('searchbox').fill('insul')
    await page.getByRole('row', { name: /Insulin North/ }).waitFor()
    await page.getByRole('row', { name: /Amoxil/ }).waitFor({ state: 'detached' })
    await page.getByRole('searchbox').fill('no such thing')
    await page.getByText('Nothing found').waitFor()
    await assertSound(page)
    await page.context().close()
  })

  it('registers a batch by form, shows its labels, and adds packs', async () => {
    const page = await at('/batches/new')
    await fillBatchForm(page, { lot: 'AMX 2', expires: '2029-01-31', packs: 12, markets: 'de, fr' })
    await submitBatchForm(page)
    await page.getByText('no blanks').last().waitFor()
    await page.getByLabel('Lot').fill('AMX/2')
    await submitBatchForm(page)
    await page.getByText('Lot AMX/2 is registered with 12 packs.').waitFor()
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'H1')
    await page.getByRole('link', { name: 'Open the batch' }).click()
    await page.getByText('Germany, France').waitFor()
    const label = page.getByRole('img', { name: 'Label of pack 1' })
    await label.waitFor()
    // Throws where it is no picture.
    await page.evaluate('document.querySelector("#content img").decode()')
    const saving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Labels as PDF' }).click()
    const pdf = await readFile(await (await saving).path())
    assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-')
    await page.getByLabel('Packs to add').fill('8')
    await page.getByRole('button', { name: 'Add the packs' }).click()
    await page.getByText('The batch now has 20 packs.').waitFor()
    await page.context().close()
  })

  it('refuses a day that is over, and counts one pack as one', async () => {
    const page = await at('/batches/new')
    await fillBatchForm(page, { lot: 'ONE', expires: '2020-05-31', packs: 1, markets: '' })
    await submitBatchForm(page)
    await page.getByText('This day is over.').waitFor()
    await page.getByLabel('Expires').fill('2048-05-31')
    await submitBatchForm(page)
    await page.getByText('Lot ONE is registered with one pack.').waitFor()
    await page.context().close()
  })

  it('asks for the reason of a recall before its lot', async () => {
    const page = await at(`/batches/${amoxil500}/AMX1`)
    await askForRecall(page, '   ')
    await page.getByText('Say why.').waitFor()
    assert.equal(await recallButton(page).count(), 0)
    await page.context().close()
  })

  it('saves the label that is shown, while the next one is still on its way', async () => {
    const page = await at(`/batches/${amoxil500}/AMX1`)
    const label = (number: number) => page.getByRole('img', { name: `Label of pack ${String(number)}` })
    async function savedName(): Promise<string> {
      const saving = page.waitForEvent('download')
      await page.getByRole('link', { name: 'This label as image' }).click()
      return (await saving).suggestedFilename()
    }
    await label(1).waitFor()
    const arriving = new Promise<() => void>((resolve) => {
      void page.route('**/codes?first=2&*', (route) => resolve(() => void route.continue()))
    })
    await page.getByLabel('From pack').fill('2')
    const release = await arriving
    assert.equal(await savedName(), `${amoxil500}-AMX1-1.png`)
    await label(1).waitFor()
    release()
    await label(2).waitFor()
    assert.equal(await savedName(), `${amoxil500}-AMX1-2.png`)
    await page.context().close()
  })

  it('previews a file, marks the faulty line and field, and registers the corrected file', async () => {
    const page = await at('/batches/new')
    await page.getByRole('radio', { name: 'From a file' }).check()
    const rows = ['CSV1', 'CSV2'].flatMap((lot) =>
      ['A1', 'A2', 'A3', 'A4'].map((serial) => [amoxil500, lot, '2028-06-30', `${lot}${serial}`].join()),
    )
    const wrong = rows.with(5, [amoxil500, 'CSV2', '2028-06-31', 'CSV2A2'].join())
    await page.getByLabel('CSV file').setInputFiles(csvOf([header, ...wrong]))
    await page.getByRole('cell', { name: 'CSV1A1' }).waitFor()
    await page.getByText('comma ,').waitFor()
    await page.getByRole('button', { name: 'Register the file' }).click()
    await page.getByRole('alert').getByText('Line 7, field “expiry”').waitFor()
    await page.getByRole('region', { name: 'Around line 7' }).waitFor()
    const marked = page.locator('[class*=faultyField]')
    assert.equal(await marked.innerText(), '2028-06-31')
    await assertSound(page)
    await shoot(page, 'file-refused-counter-en')
    assert.deepEqual(await lots(), ['AMX/2', 'AMX0', 'AMX1', 'ONE'])
    const semicolons = [header, ...rows].map((line) => line.replaceAll(',', ';'))
    await page.getByLabel('CSV file').setInputFiles(csvOf(semicolons))
    await page.getByText('semicolon ;').waitFor()
    await page.getByRole('button', { name: 'Register the file' }).click()
    await page.getByText('Packs: 8, batches: 2.').waitFor()
    assert.deepEqual(await lots(), ['AMX/2', 'AMX0', 'AMX1', 'CSV1', 'CSV2', 'ONE'])
    await page.context().close()
  })

  async function lots(): Promise<string[]> {
    const { body } = await stage.world.as('northLab').get<{ items: { lot: string }[] }>('/batches')
    return body.items.map(({ lot }) => lot)
  }

  it('shows how much of a file has been sent', async () => {
    const page = await at('/batches/new')
    await page.getByRole('radio', { name: 'From a file' }).check()
    await page.getByLabel('CSV file').setInputFiles(csvOf([header, `${amoxil500},SLOW,2028-06-30,S1`]))
    let send = () => {}
    const released = new Promise<void>((resolve) => (send = resolve))
    await page.route('**/api/v1/batches/import*', async (route) => {
      await released
      await route.continue()
    })
    await page.getByRole('button', { name: 'Register the file' }).click()
    await page.getByRole('progressbar').waitFor()
    send()
    await page.getByText('Packs: 1, batches: 1.').waitFor()
    await page.context().close()
  })

  it('recalls a batch only after the second confirmation; the regulator lifts it', async () => {
    const page = await at(`/batches/${amoxil500}/AMX1`)
    await askForRecall(page, 'cracked vials')
    assert.equal(await recallButton(page).getAttribute('aria-disabled'), 'true')
    await assertSound(page)
    await shoot(page, 'recall-confirm-counter-en')
    await confirmRecall(page, 'AMX1')
    await page.getByText('cracked vials').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Lift the stop' }).count(), 0)

    const agency = await at(`/batches/${amoxil500}/AMX1`, 'nationalRegulator')
    await agency.getByRole('button', { name: 'Lift the stop …' }).click()
    await agency.getByRole('dialog').getByLabel('Reason').fill('tested, all vials whole')
    await agency.getByRole('dialog').getByRole('button', { name: 'Lift it now' }).click()
    await agency.getByRole('alert').waitFor({ state: 'detached' })
    await agency.getByText('Active', { exact: true }).waitFor()
    await agency.context().close()
    await page.context().close()
  })

  it('narrows the batches by search and state, and pages through many', async () => {
    const facts = { gtin: amoxil500, expiresOn: '2028-06-30', count: 1 }
    for (let i = 10; i < 40; i++)
      await stage.world.as('northLab').must('/batches', { ...facts, lot: `MANY${String(i)}` })
    const page = await at('/batches')
    await page.getByRole('searchbox').fill('many')
    await page.getByRole('link', { name: 'MANY10' }).waitFor()
    await page.getByRole('link', { name: 'AMX1' }).waitFor({ state: 'detached' })
    assert.equal(await page.getByRole('link', { name: 'MANY39' }).count(), 0)
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByRole('link', { name: 'MANY39' }).waitFor()
    await page.getByRole('searchbox').fill('')
    await page.getByLabel('Which').selectOption('recalled')
    await page.getByRole('link', { name: 'AMX0' }).waitFor()
    await page.getByRole('link', { name: 'MANY10' }).waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('says that a search got no answer, and not that there is nothing', async () => {
    const page = await at('/batches', 'northLab', { losesConnection: true })
    await page.getByRole('table').waitFor()
    await page.route('**/api/v1/batches?*', (route) => route.abort())
    await page.getByRole('searchbox').fill('AMX')
    await page.getByRole('alert').getByText('The server could not be reached').waitFor()
    assert.equal(await page.getByRole('heading', { name: 'Nothing found' }).count(), 0)
    await assertSound(page)
    await page.context().close()
  })

  it('shows a pharmacy the batches, but neither labels nor stops, and not the form', async () => {
    const page = await at(`/batches/${amoxil500}/AMX1`, 'cornerPharmacy', { width: 'phone' })
    await page.getByText('Facts').waitFor()
    for (const title of ['Labels and codes', 'More packs', 'Stop this batch']) {
      assert.equal(await page.getByRole('heading', { name: title }).count(), 0)
    }
    await page.goto('/batches/new')
    await page.getByRole('heading', { name: 'This page is for others' }).waitFor()
    await assertSound(page)
    await page.context().close()
  })
})
