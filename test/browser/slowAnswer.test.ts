/** A server that takes its time: the page says that it is being fetched, first or not, and shows what has come at last. */
import type { Page } from 'playwright-core'
import { openStage } from './stage.ts'

describe('a page whose answer takes long, in a browser', function () {
  this.timeout(60_000)
  const stage = openStage({ cast: ['nationalRegulator', 'northLab'] })

  /** Answers about products wait. @returns lets them go */
  async function hold(page: Page): Promise<() => void> {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/api/v1/products?*', async (route) => {
      await held
      await route.continue()
    })
    return () => release()
  }
  async function expectLoadingThenPage(page: Page, release: () => void): Promise<void> {
    await page.getByRole('status').getByText('One moment').waitFor()
    await page.getByRole('link', { name: 'Batches' }).first().waitFor()
    release()
    await page.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
  }

  it('says so on the first page of a visit, within its frame', async () => {
    const page = await stage.at('/account', 'northLab')
    const release = await hold(page)
    await page.goto(`${stage.world.url}/products`)
    await expectLoadingThenPage(page, release)
  })

  it('says so on a later one', async () => {
    const page = await stage.at('/account', 'northLab')
    const release = await hold(page)
    await page.getByRole('link', { name: 'Products' }).first().click()
    await expectLoadingThenPage(page, release)
  })
})
