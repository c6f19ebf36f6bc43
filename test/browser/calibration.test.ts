/** The scanner check: its codes are read by a decoder that is not ours; scanners are played key by key. */
import assert from 'node:assert/strict'
import sharp from 'sharp'
import type { Page } from 'playwright-core'
import { testCodes } from '../../scanner-web/src/pages/calibration/testCodes.ts'
import { readCodes } from '../server/batches/labels/readPicture.ts'
import { onAzerty } from '../web/keyboards.ts'
import { assertSound, shoot, views, type Visit } from './browser.ts'
import { openStage } from './stage.ts'
import { typeAsWedge } from './typeAsWedge.ts'

const [letters = '', signs = ''] = testCodes.map(({ elementString }) => elementString)

describe('the scanner check, in a browser', function () {
  this.timeout(60_000)
  const stage = openStage({ cast: ['nationalRegulator', 'cornerPharmacy'] })

  async function open(view: Visit = {}): Promise<Page> {
    const page = await stage.at('/calibration', 'cornerPharmacy', view)
    await page.waitForLoadState('networkidle')
    return page
  }
  async function type(page: Page, code: string): Promise<void> {
    await page.getByRole('textbox').focus()
    await typeAsWedge(page, code, { suffix: false })
  }

  for (const view of views) {
    it(`looks sound: ${view.width}, ${view.language}, ${view.theme}`, async () => {
      const page = await open(view)
      const name = (what: string) => `${what}-${view.width}-${view.language}-${view.theme}`
      await assertSound(page)
      await shoot(page, name('calibration'))
      await type(page, onAzerty(letters))
      await page.getByText('AZERTY').first().waitFor()
      await assertSound(page)
      await shoot(page, name('calibration-azerty'))
      await page.context().close()
    })
  }

  it('shows codes that a decoder reads, every character and the separator', async () => {
    const page = await open()
    for (const [i, { elementString }] of testCodes.entries()) {
      const source = await page.locator('figure img').nth(i).getAttribute('src')
      const svg = await page.request.get(source ?? '')
      const png = await sharp(await svg.body(), { density: 300 })
        .flatten()
        .png()
        .toBuffer()
      const [read] = await readCodes(png)
      assert.deepEqual(read, { text: elementString, format: 'DataMatrix', symbology: ']d2' })
    }
    await page.context().close()
  })

  it('passes a scanner that is set right, and marks the tests it has passed', async () => {
    const page = await open()
    await type(page, `${letters}\n`)
    await page.getByText('Test 1 (letters and digits): every character arrived').waitFor()
    await type(page, `${signs}\n`)
    await page.getByText('Test 2 (signs): every character arrived').waitFor()
    assert.equal(await page.getByText('Passed', { exact: true }).count(), 2)
    assert.equal(await page.getByText('The scanner ends each scan with Enter.').count(), 1)
    await page.context().close()
  })

  it('passes a scanner that types F8 for the separator, which the counter reads', async () => {
    const page = await open()
    await page.getByRole('textbox').focus()
    await typeAsWedge(page, letters, { separator: { key: 'F8', code: 'F8' } })
    await page.getByText('Test 1 (letters and digits): every character arrived').waitFor()
    await page.context().close()
  })

  it('tells what is wrong with one that is not', async () => {
    const page = await open()
    await type(page, letters.replace('\u001d', ''))
    await page.getByText('(GS) between lot and serial number did not arrive').waitFor()
    await page.getByText('Nothing follows the code.').waitFor()
    await type(page, signs.replaceAll('=', ''))
    await page.getByText('These characters did not arrive: =').waitFor()
    await type(page, 'hello\n')
    await page.getByText('This was not one of the test codes.').waitFor()
    await page.context().close()
  })

  it('leaves a slow Tab to whoever goes through the page by keyboard', async () => {
    const page = await open()
    await page.getByRole('textbox').focus()
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'TEXTAREA')
    await page.keyboard.press('Tab')
    assert.notEqual(await page.evaluate('document.activeElement.tagName'), 'TEXTAREA')
    await page.context().close()
  })
})
