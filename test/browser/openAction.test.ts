/** A change whose answer does not come: no second one meanwhile, and once it has come, everything that follows it. */
import assert from 'node:assert/strict'
import type { Page, Route } from 'playwright-core'
import { amoxil500, registerAmoxil, registerBatch } from '../server/verification/pharmacyScene.ts'
import { askForRecall, recallButton } from './makerPage.ts'
import { openStage } from './stage.ts'

/** ms: the page sends by itself for a quarter of a minute. */
const triesEnd = 16_000

describe('a change whose answer does not come, in a browser', function () {
  this.timeout(90_000)
  const stage = openStage({
    async prepare(world) {
      await registerAmoxil(world.as('northLab'))
      await registerBatch(world.as('northLab'), 'AMX1', ['K1'])
      await registerBatch(world.as('northLab'), 'AMX2', ['K2'])
    },
  })
  const packsOf = async (lot: string) =>
    (await stage.world.as('northLab').get<{ packs: number }>(`/batches/${amoxil500}/${lot}`)).body.packs

  /** On the batch's page, where `path` is done, and its answers are lost. @returns ends it */
  async function openLosing(lot: string, path: string): Promise<{ page: Page; mend: () => Promise<void> }> {
    const page = await stage.at('/account', 'northLab', { losesConnection: true })
    await page.clock.install()
    await page.goto(`/batches/${amoxil500}/${lot}`)
    const lose = async (route: Route) => {
      await route.fetch()
      await route.abort()
    }
    const url = `**/api/v1/batches/${amoxil500}/${lot}/${path}`
    await page.route(url, lose)
    return { page, mend: () => page.unroute(url, lose) }
  }
  const sendAgain = (page: Page) => page.getByRole('button', { name: 'Send it again' })
  async function waitForTriesToEnd(page: Page): Promise<void> {
    await page.getByText('no answer has come yet').waitFor()
    for (let ms = 0; ms < triesEnd; ms += 500) {
      await page.clock.runFor(500)
      if ((await sendAgain(page).count()) > 0) return
    }
    await sendAgain(page).waitFor()
  }

  it('begins no second one, and says what was done once it is sent again', async () => {
    const { page, mend } = await openLosing('AMX1', 'extend')
    await page.getByLabel('Packs to add').fill('5')
    const add = page.getByRole('button', { name: 'Add the packs' })
    await add.click()
    await waitForTriesToEnd(page)
    assert.equal(await add.getAttribute('aria-disabled'), 'true')
    await page.getByLabel('Packs to add').press('Enter')
    await mend()
    await sendAgain(page).click()
    await page.getByText('now has 6 packs').waitFor()
    assert.equal(await page.getByLabel('Packs to add').inputValue(), '')
    assert.equal(await packsOf('AMX1'), 6)
    await page.context().close()
  })

  it('keeps a recall’s dialog, whatever Escape says, and closes it once it is recalled', async () => {
    const { page, mend } = await openLosing('AMX2', 'recall')
    await askForRecall(page, 'cracked vials')
    await page.getByRole('dialog').getByLabel('Type the lot number to confirm').fill('AMX2')
    await recallButton(page).click()
    await page.getByText('no answer has come yet').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await waitForTriesToEnd(page)
    assert.equal(await page.getByRole('dialog').isVisible(), true)
    await mend()
    await sendAgain(page).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('alert').getByText('Recalled, class 1').waitFor()
    await page.context().close()
  })
})
