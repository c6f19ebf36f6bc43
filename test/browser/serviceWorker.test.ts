/** The app kept on the device: installable, there without a network, never in the way of an answer, and renewed when asked. */
import assert from 'node:assert/strict'
import sharp from 'sharp'
import type { Browser, Page } from 'playwright-core'
import { codeOf, registerAmoxil, registerBatch } from '../server/verification/pharmacyScene.ts'
import { openWorld, type World } from '../server/world.ts'
import { assertSound, openBrowser, shoot, widths, type Visit } from './browser.ts'
import { openCounter, press, typeCode, verdict } from './counterPage.ts'
import { serveReleases, type ReleaseProxy } from './releaseProxy.ts'

interface Manifest {
  id: string
  start_url: string
  scope: string
  display: string
  name: string
  icons: { src: string; sizes: string; type: string; purpose?: string }[]
}

describe('the app on the device, in a browser', function () {
  this.timeout(120_000)
  /** Nothing, where there is no Chromium. */
  const closers: (() => Promise<unknown>)[] = []
  let browser: Browser
  let world: World
  let door: ReleaseProxy
  before(async function () {
    browser = await openBrowser(this)
    closers.push(() => browser.close())
    world = await openWorld(['nationalRegulator', 'northLab', 'cornerPharmacy'])
    closers.push(() => world.stop())
    await registerAmoxil(world.as('northLab'))
    await registerBatch(world.as('northLab'), 'AMX1', ['S1', 'S2'])
  })
  // Releases of a test are its own.
  beforeEach(async () => {
    door = await serveReleases(world.url)
  })
  afterEach(() => door.stop())
  after(async () => {
    for (const close of closers.reverse()) await close()
  })

  /** Logged in, and the worker has taken its place. */
  async function atTheCounter(how: Visit = {}): Promise<Page> {
    const page = await openCounter(browser, door.url, { ...how, keepsShell: true })
    await page.evaluate('navigator.serviceWorker.ready')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Scan' }).waitFor({ state: 'attached' })
    assert.equal(await page.evaluate('navigator.serviceWorker.controller !== null'), true)
    return page
  }

  it('can be installed: nothing that Chromium asks for is missing', async () => {
    const page = await atTheCounter()
    const session = await page.context().newCDPSession(page)
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
    // A test's context is a private window to Chromium, and from those nothing is installed.
    assert.deepEqual(
      installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'),
      [],
    )
    const manifest = (await (await fetch(`${door.url}/manifest.webmanifest`)).json()) as Manifest
    const { id, start_url, scope, display, name, icons } = manifest
    assert.deepEqual(
      { id, start_url, scope, display, name },
      {
        ...{ id: '/', start_url: '/', scope: '/', display: 'standalone', name: 'Veritrail' },
      },
    )
    for (const { src, sizes, type } of icons.filter((icon) => icon.sizes !== 'any')) {
      const answer = await fetch(door.url + src)
      assert.equal(answer.headers.get('content-type'), type)
      const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
      assert.equal(`${String(width)}x${String(height)}`, sizes)
    }
    assert.ok(icons.some(({ purpose, sizes }) => purpose === 'maskable' && sizes === '512x512'))
    await page.context().close()
  })

  it('opens without a network, says so, and goes on once there is one', async () => {
    const page = await atTheCounter({ losesConnection: true })
    await page.context().setOffline(true)
    await page.reload()
    await page.getByRole('heading', { name: 'No connection to the server' }).waitFor()
    await assertSound(page)
    await shoot(page, 'offline-counter-en-light')
    await page.setViewportSize(widths.phone)
    await assertSound(page)
    await shoot(page, 'offline-phone-en-light')
    await page.context().setOffline(false)
    await page.getByRole('heading', { level: 1, name: 'Scan' }).waitFor({ state: 'attached' })
    await page.context().close()
  })

  it('keeps no answer of the server, a verdict least of all', async () => {
    const page = await atTheCounter()
    await typeCode(page, codeOf({ serial: 'S1' }))
    await verdict(page, 'Genuine')
    await page.getByRole('link', { name: 'Scans' }).click()
    await page.getByRole('heading', { level: 1, name: 'Scans' }).waitFor()
    const kept = await page.evaluate<string[]>(`(async () => {
      const found = []
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname)
      return found
    })()`)
    assert.ok(kept.includes('/index.html'))
    assert.ok(
      kept.some((path) => path.endsWith('.wasm')),
      'the decoder is there without a network',
    )
    const others = kept.filter(
      (path) => !/^\/(index\.html|manifest\.webmanifest|icon[\w.-]*|assets\/[\w.-]+)$/.test(path),
    )
    assert.deepEqual(others, [])
    await page.context().setOffline(true)
    for (const path of ['/api/v1/me', '/api/v1/scans', '/readyz']) {
      const outcome = await page.evaluate(`fetch('${path}').then(() => 'an answer', () => 'none')`)
      assert.equal(outcome, 'none', path)
    }
    await page.context().close()
  })

  it('begins a new release when told to, and not in the middle of a dispense', async () => {
    const page = await atTheCounter()
    await page.evaluate('globalThis.isSamePage = true')
    let answer = () => {}
    const held = new Promise<void>((resolve) => (answer = resolve))
    await page.route('**/api/v1/packs/supply', async (route) => {
      await held
      await route.continue()
    })
    await typeCode(page, codeOf({ serial: 'S2' }))
    await verdict(page, 'Genuine')
    await press(page, 'Dispense')
    door.publish('second')
    await page.evaluate('navigator.serviceWorker.getRegistration().then((found) => found.update())')
    await page.getByText('What you have sent is finished first').waitFor()
    const reload = page.getByRole('button', { name: 'Reload' })
    assert.equal(await reload.getAttribute('aria-disabled'), 'true')
    await assertSound(page)
    await shoot(page, 'release-counter-en-light')
    answer()
    await verdict(page, 'Dispensed')
    await page.getByText('A new version is ready.', { exact: true }).waitFor()
    assert.equal(await page.evaluate('globalThis.isSamePage'), true, 'nothing was reloaded by itself')
    await reload.click()
    await page.locator('html[data-release="second"]').waitFor({ state: 'attached' })
    await page.getByRole('heading', { level: 1, name: 'Scan' }).waitFor({ state: 'attached' })
    assert.equal(await reload.count(), 0)
    await page.context().close()
  })

  it('begins it in every tab that is told to, also where another tab was first', async () => {
    const first = await atTheCounter()
    const seesItCome = await first.context().newPage()
    await seesItCome.goto(`${door.url}/status`)
    await seesItCome.locator('#content h1').waitFor()
    door.publish('second')
    await first.evaluate('navigator.serviceWorker.getRegistration().then((found) => found.update())')
    const reload = (page: Page) => page.getByRole('button', { name: 'Reload' })
    await reload(seesItCome).waitFor()
    const openedMeanwhile = await first.context().newPage()
    await openedMeanwhile.goto(`${door.url}/status`)
    await reload(openedMeanwhile).waitFor()
    await reload(first).click()
    await first.locator('html[data-release="second"]').waitFor({ state: 'attached' })
    for (const page of [seesItCome, openedMeanwhile]) {
      assert.equal(await page.locator('html').getAttribute('data-release'), null)
      await reload(page).click()
      await page.locator('html[data-release="second"]').waitFor({ state: 'attached' })
      await page.locator('#content h1').waitFor()
      assert.equal(await reload(page).count(), 0)
    }
    await first.context().close()
  })

  it('leaves a tab of the release before its own pages, until it is reloaded', async () => {
    const page = await atTheCounter()
    const other = await page.context().newPage()
    await other.goto(`${door.url}/status`)
    await other.locator('#content h1').waitFor()
    door.publish('second')
    await page.evaluate('navigator.serviceWorker.getRegistration().then((found) => found.update())')
    await page.getByRole('button', { name: 'Reload' }).click()
    await page.locator('html[data-release="second"]').waitFor({ state: 'attached' })
    await other.getByRole('link', { name: 'Products' }).click()
    await other.getByRole('heading', { level: 1, name: 'Products' }).waitFor()
    assert.equal(await other.locator('html').getAttribute('data-release'), null)
    await page.context().close()
  })
})
