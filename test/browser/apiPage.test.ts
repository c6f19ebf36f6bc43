import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { openEmptyWorld, type EmptyWorld } from '../server/world.ts'
import { complaintsOf, openBrowser, visit } from './browser.ts'

describe('the API page, in a browser', function () {
  this.timeout(60_000)
  let browser: Browser | undefined
  let world: EmptyWorld | undefined
  before(async function () {
    browser = await openBrowser(this)
    world = await openEmptyWorld()
  })
  after(async () => {
    await browser?.close()
    await world?.stop()
  })

  it('shows every endpoint under the content security policy', async () => {
    assert.ok(browser !== undefined && world !== undefined)
    const page = await visit(browser, world.url)
    await page.goto('/api/docs/')
    await page.getByText('Log in', { exact: true }).waitFor()
    const { length } = world.server.capabilities.endpoints
    await page
      .locator('.opblock')
      .nth(length - 1)
      .waitFor()
    assert.equal(await page.locator('.opblock').count(), length)
    assert.deepEqual(complaintsOf(page), [])
  })
})
