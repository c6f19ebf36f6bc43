/** The counter's camera in a real browser: Chromium's fake device shows the label of a registered pack, on a grey table. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context } from 'mocha'
import type { Browser, Page } from 'playwright-core'
import { parseGtin, parseLot, parseSerial } from '../../chaincode/src/domain/gs1/keys.ts'
import { amoxil500, registerAmoxil, registerBatch } from '../server/verification/pharmacyScene.ts'
import { openWorld, type World } from '../server/world.ts'
import { assertSound, openBrowser, shoot, views, type Visit } from './browser.ts'
import { openCounter, press, verdict } from './counterPage.ts'
import { photographOf, writeFilm } from './scanning/fakeCamera.ts'

const pack = {
  gtin: parseGtin(amoxil500),
  lot: parseLot('AMX1'),
  serial: parseSerial('K7QX2M9PLT'),
  expiresOn: '2028-06-30',
}
const fakeDevice = '--use-fake-device-for-media-stream'

describe("the counter's camera, in a browser", function () {
  this.timeout(120_000)
  /** Nothing, where there is no Chromium. */
  const closers: (() => unknown)[] = []
  let browser: Browser
  let world: World
  before(async function () {
    this.timeout(120_000)
    const folder = mkdtempSync(join(tmpdir(), 'veritrail-film-'))
    closers.push(() => rmSync(folder, { recursive: true, force: true }))
    const film = join(folder, 'label.y4m')
    await writeFilm(film, await photographOf(pack, 'datamatrix'))
    browser = await openBrowser(this, [fakeDevice, `--use-file-for-fake-video-capture=${film}`])
    closers.push(() => browser.close())
    world = await openWorld(['nationalRegulator', 'northLab', 'cornerPharmacy'])
    closers.push(() => world.stop())
    await registerAmoxil(world.as('northLab'))
    await registerBatch(world.as('northLab'), pack.lot, [pack.serial])
  })
  after(async () => {
    for (const close of closers.reverse()) await close()
  })

  const camera = (page: Page) => page.getByRole('button', { name: /^(Camera|Kamera)$/ }).click()
  // The page's policy forbids what Playwright's own waiting for a condition needs.
  const until = (page: Page, condition: string) =>
    page.evaluate(`new Promise((resolve) => {
      const look = () => (${condition} ? resolve() : requestAnimationFrame(look))
      look()
    })`)
  const runs = (page: Page, label?: string) =>
    until(
      page,
      `Array.from(document.querySelectorAll('video')).some(({ videoWidth, srcObject }) =>
        videoWidth > 0 && ${label === undefined ? 'true' : `srcObject?.getTracks()[0].label === '${label}'`})`,
    )
  async function atTheCounter(how: Visit & { from?: Browser; allowed?: boolean } = {}): Promise<Page> {
    const page = await openCounter(how.from ?? browser, world.url, how)
    if (how.allowed ?? true) await page.context().grantPermissions(['camera'])
    return page
  }
  /** Keeps what the video shows, so that the test can see what becomes of it. */
  const holdStream = (page: Page) =>
    page.evaluate('globalThis.held = document.querySelector("video").srcObject')
  const isReleased = (page: Page) =>
    until(page, 'held.getTracks().every(({ readyState }) => readyState === "ended")')

  it('reads the label, dispenses the pack, and knows it when it sees it again', async () => {
    const page = await atTheCounter()
    await camera(page)
    await verdict(page, 'Genuine')
    await page.getByText(pack.serial).first().waitFor()
    await press(page, 'Dispense')
    await verdict(page, 'Dispensed')
    // The label lies there still: it is no second scan until it was away.
    assert.equal(await page.getByRole('heading', { level: 2, name: 'Supplied' }).count(), 0)
    await camera(page)
    await page.locator('video').waitFor({ state: 'detached' })
    await camera(page)
    await verdict(page, 'Supplied')
    await press(page, 'Undo')
    await verdict(page, 'Genuine')
    await page.context().close()
  })

  it('is on again at the next visit, and lets go when nobody looks', async () => {
    const page = await atTheCounter({ width: 'phone' })
    await camera(page)
    await runs(page)
    await page.reload()
    await runs(page)
    await holdStream(page)
    await page.evaluate(`
      Object.defineProperty(document, 'hidden', { get: () => globalThis.isAway === true, configurable: true })
      globalThis.isAway = true
      document.dispatchEvent(new Event('visibilitychange'))`)
    await isReleased(page)
    await page.evaluate('globalThis.isAway = false; document.dispatchEvent(new Event("visibilitychange"))')
    await runs(page)
    await holdStream(page)
    await page.getByRole('link', { name: 'Scans' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Scans' }).waitFor()
    await isReleased(page)
    await page.context().close()
  })

  it('says that the camera was denied, and begins once it is allowed', async () => {
    const page = await atTheCounter({ allowed: false })
    await camera(page)
    await page.getByText('The camera is not allowed here').waitFor()
    await assertSound(page)
    await shoot(page, 'camera-denied-counter-en-light')
    await page.setViewportSize({ width: 320, height: 640 })
    await shoot(page, 'camera-denied-phone-en-light')
    await page.context().grantPermissions(['camera'])
    await press(page, 'Try again')
    await runs(page)
    await page.context().close()
  })

  it('says that there is none', async function () {
    const without = await openBrowser(this, [`${fakeDevice}=device-count=0`])
    closers.push(() => without.close())
    const page = await atTheCounter({ from: without })
    await camera(page)
    await page.getByText('This device has no camera').waitFor()
    await assertSound(page)
    await shoot(page, 'camera-none-counter-en-light')
    await page.context().close()
  })

  async function betweenTwoCameras(test: Context) {
    const two = await openBrowser(test, [`${fakeDevice}=device-count=2`])
    closers.push(() => two.close())
    const page = await atTheCounter({ from: two })
    await camera(page)
    await runs(page)
    const choice = page.getByRole('combobox', { name: 'Camera in use' })
    const isChosen = (label: string) =>
      choice.locator('option:checked', { hasText: label }).waitFor({ state: 'attached' })
    return { page, choice, isChosen }
  }

  it('lets her choose among several, and remembers which', async function () {
    const { page, choice, isChosen } = await betweenTwoCameras(this)
    for (const label of ['fake_device_1', 'fake_device_0', 'fake_device_1']) {
      await choice.selectOption({ label })
      await runs(page, label)
    }
    await assertSound(page)
    await shoot(page, 'camera-choice-counter-en-light')
    await page.reload()
    await runs(page, 'fake_device_1')
    await isChosen('fake_device_1')
    // The one of her choice was unplugged since: any other will do.
    await page.evaluate(`localStorage.setItem('veritrail.camera', 'unplugged')`)
    await page.reload()
    await runs(page)
    await page.context().close()
  })

  it('takes another camera while the one of her choice is in use elsewhere, and offers all when none can be had', async function () {
    const { page, choice, isChosen } = await betweenTwoCameras(this)
    await choice.selectOption({ label: 'fake_device_1' })
    await runs(page, 'fake_device_1')
    // As another program that takes some cameras, by their names; all of them for "all".
    await page.addInitScript(`
      const { mediaDevices } = navigator
      const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices)
      globalThis.inUse = localStorage.getItem('inUse') ?? ''
      mediaDevices.getUserMedia = async (constraints) => {
        const stream = await getUserMedia(constraints)
        const [track] = stream.getTracks()
        if (inUse !== 'all' && track.label !== inUse) return stream
        track.stop()
        throw new DOMException('', 'NotReadableError')
      }`)
    await page.evaluate(`localStorage.setItem('inUse', 'fake_device_1')`)
    await page.reload()
    await runs(page, 'fake_device_0')
    await isChosen('fake_device_0')

    await page.evaluate(`localStorage.setItem('inUse', 'all')`)
    await page.reload()
    await page.getByText('Another program is using the camera').waitFor()
    await isChosen('None')
    await assertSound(page)
    await shoot(page, 'camera-busy-counter-en-light')
    await page.evaluate(`inUse = 'fake_device_0'`)
    await choice.selectOption({ label: 'fake_device_1' })
    await runs(page, 'fake_device_1')
    await isChosen('fake_device_1')
    await page.context().close()
  })

  it('switches the light of a camera that has one', async () => {
    const page = await atTheCounter({ width: 'phone' })
    // The fake device has none; what the app asks of it is what a phone's camera is asked.
    await page.evaluate(`
      const { getCapabilities } = MediaStreamTrack.prototype
      globalThis.asked = []
      MediaStreamTrack.prototype.getCapabilities = function () {
        return { ...getCapabilities.call(this), torch: true }
      }
      MediaStreamTrack.prototype.applyConstraints = async (constraints) => void asked.push(constraints)`)
    await camera(page)
    const light = page.getByRole('button', { name: 'Torch' })
    await light.click()
    await page.getByRole('button', { name: 'Torch', pressed: true }).waitFor()
    await assertSound(page)
    await shoot(page, 'camera-light-phone-en-light')
    await light.click()
    await page.getByRole('button', { name: 'Torch', pressed: false }).waitFor()
    assert.deepEqual(await page.evaluate('asked'), [
      { advanced: [{ torch: true }] },
      { advanced: [{ torch: false }] },
    ])
    await page.context().close()
  })

  for (const view of views) {
    it(`looks sound: ${view.width}, ${view.language}, ${view.theme}`, async () => {
      const page = await atTheCounter(view)
      const look = async (state: string) => {
        await assertSound(page)
        await shoot(page, `camera-${state}-${view.width}-${view.language}-${view.theme}`)
      }
      await camera(page)
      await page.locator('section[aria-busy=false] h2').waitFor()
      await look('genuine')
      await page.keyboard.press('F2')
      await page.getByRole('timer').waitFor()
      await look('dispensed')
      await page.keyboard.press('F4')
      await page.getByRole('timer').waitFor({ state: 'detached' })
      await page.context().close()
    })
  }
})
