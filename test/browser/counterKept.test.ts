/** What the counter keeps on its device: the round through a reload, and whether verdicts are heard. */
import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { signals, type SignalName } from '../../scanner-web/src/scanning/signals.ts'
import { codeOf, registerAmoxil, registerBatch } from '../server/verification/pharmacyScene.ts'
import { openWorld, type World } from '../server/world.ts'
import { assertSound, openBrowser, shoot } from './browser.ts'
import { openCounter, press, scanField, typeCode, verdict } from './counterPage.ts'
import { typeAsWedge } from './typeAsWedge.ts'

const serials = Array.from({ length: 12 }, (_, i) => `K9-Yz${String(i).padStart(3, '0')}`)

describe('what the counter keeps, in a browser', function () {
  this.timeout(90_000)
  let opened: { browser: Browser; world: World } | undefined
  let browser: Browser
  let world: World
  before(async function () {
    browser = await openBrowser(this)
    world = await openWorld(['nationalRegulator', 'northLab', 'cornerPharmacy'])
    opened = { browser, world }
    await registerAmoxil(world.as('northLab'))
    await registerBatch(world.as('northLab'), 'AMX1', serials)
  })
  after(async () => {
    // Neither was opened where there is no Chromium.
    await opened?.browser.close()
    await opened?.world.stop()
  })
  const freshCode = () => codeOf({ serial: serials.pop() ?? assert.fail('no pack is left') })
  const rows = (page: Page) => page.getByRole('region', { name: 'This round' }).getByRole('listitem')

  it('shows the round again after a reload, newest first, and the pack that was open', async () => {
    const page = await openCounter(browser, world.url)
    const [first, second] = [freshCode(), freshCode()]
    await typeCode(page, first)
    await verdict(page, 'Genuine')
    await press(page, 'Dispense')
    await verdict(page, 'Dispensed')
    await typeCode(page, second)
    await verdict(page, 'Genuine')
    await page.reload()
    await verdict(page, 'Genuine')
    assert.deepEqual(
      await rows(page)
        .allInnerTexts()
        .then((texts) => texts.map((text) => /Genuine|Dispensed/.exec(text)?.[0])),
      ['Genuine', 'Dispensed'],
    )
    await rows(page).nth(1).getByRole('button').click()
    await press(page, 'Undo')
    await verdict(page, 'Genuine')
    await page.context().close()
  })

  it('asks again after a reload for a dispense whose outcome was not known, with the same id', async () => {
    const page = await openCounter(browser, world.url)
    const keys: string[] = []
    let broken = true
    await page.route('**/api/v1/packs/supply', async (route) => {
      keys.push(route.request().headers()['idempotency-key'] ?? '')
      if (!broken) return route.continue()
      // It arrives and is done; the answer is lost.
      if (keys.length === 1) await route.fetch()
      return route.abort()
    })
    const code = freshCode()
    await typeCode(page, code)
    await press(page, 'Dispense')
    await verdict(page, 'Not known yet')
    await page.reload()
    await verdict(page, 'Not known yet')
    await shoot(page, 'counter-not-known-after-reload')
    await assertSound(page)
    broken = false
    await verdict(page, 'Dispensed')
    assert.equal(new Set(keys).size, 1, 'one action, one key')
    await typeCode(page, code)
    await verdict(page, 'Supplied')
    await page.getByText(/^Dispensed here, /).waitFor()
    await page.context().close()
  })

  it('leaves nothing of a round behind at the log-out', async () => {
    const page = await openCounter(browser, world.url)
    await typeCode(page, freshCode())
    await verdict(page, 'Genuine')
    await press(page, 'Log out')
    await page.locator('input[type=email]').waitFor()
    const left = await page.evaluate<string>('JSON.stringify(sessionStorage)')
    assert.ok(!left.includes('K9-Yz'), left)
    await page.context().close()
  })

  /** What the loudspeaker is given: pitches in Hertz. */
  async function listenTo(page: Page): Promise<{ heard: () => Promise<number[]> }> {
    await page.addInitScript(`
      window.pitches = []
      const start = OscillatorNode.prototype.start
      OscillatorNode.prototype.start = function (...args) {
        window.pitches.push(this.frequency.value)
        return start.apply(this, args)
      }`)
    await page.reload()
    // It has the focus once the page listens.
    await page.locator('[data-scan-field]:focus').waitFor()
    return { heard: () => page.evaluate<number[]>('window.pitches.splice(0)') }
  }
  const pitchesOf = (name: SignalName) => signals[name].notes.map(({ pitch }) => pitch)
  const sound = (page: Page) => page.getByRole('button', { name: /^Sound/ })

  it('tells verdicts by sound, unless this device is to be silent, also after a reload', async () => {
    const page = await openCounter(browser, world.url)
    const { heard } = await listenTo(page)
    await scanField(page).click()
    await typeCode(page, freshCode())
    await verdict(page, 'Genuine')
    await page.waitForFunction('window.pitches.length > 1')
    assert.deepEqual(await heard(), pitchesOf('good'))
    await press(page, 'Dispense')
    await page.waitForFunction('window.pitches.length > 2')
    assert.deepEqual(await heard(), pitchesOf('done'))
    await typeCode(page, codeOf({ serial: 'NOSUCHPACK' }))
    await page.waitForFunction('window.pitches.length > 2')
    assert.deepEqual(await heard(), pitchesOf('bad'))

    await sound(page).click()
    assert.equal(await sound(page).getAttribute('aria-pressed'), 'false')
    await page.reload()
    await scanField(page).click()
    await typeCode(page, codeOf({ serial: 'NOSUCHEITHER' }))
    await verdict(page, 'Unknown')
    assert.equal(await sound(page).getAttribute('aria-pressed'), 'false')
    assert.deepEqual(await heard(), [])
    // Switched on, it lets itself be heard.
    await sound(page).click()
    await page.waitForFunction('window.pitches.length > 1')
    assert.deepEqual(await heard(), pitchesOf('good'))
    await page.context().close()
  })

  it('says that the browser keeps a page silent that nobody has touched, and sounds once somebody has', async () => {
    const first = await openCounter(browser, world.url)
    // Another tab: a reload of one that was touched is trusted.
    const page = await first.context().newPage()
    await page.goto('/scan')
    const { heard } = await listenTo(page)
    // A script's keys are no touch.
    await typeAsWedge(page, freshCode())
    await verdict(page, 'Genuine')
    await page.getByRole('button', { name: /^Sound: silent until you press something/ }).waitFor()
    assert.deepEqual(await heard(), [])
    await assertSound(page)
    await scanField(page).click()
    await page.getByRole('button', { name: 'Sound', exact: true, pressed: true }).waitFor()
    await typeAsWedge(page, freshCode())
    await page.waitForFunction('window.pitches.length > 1')
    assert.deepEqual(await heard(), pitchesOf('good'))
    await page.context().close()
  })

  it('works in silence where the browser has no sound at all', async () => {
    const page = await openCounter(browser, world.url)
    await page.addInitScript('delete window.AudioContext')
    await page.reload()
    await typeCode(page, freshCode())
    await verdict(page, 'Genuine')
    await page.getByRole('button', { name: 'Sound: this browser has none' }).waitFor()
    await assertSound(page)
    await page.context().close()
  })
})
