/** What the counter keeps on its device: the round through a reload, and whether verdicts are heard. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { signals, type SignalName } from '../../scanner-web/src/scanning/signals.ts'
import { codeOf, registerAmoxil, registerBatch } from '../server/verification/pharmacyScene.ts'
import { assertSound, shoot } from './browser.ts'
import { openCounter, press, scanField, typeCode, verdict } from './counterPage.ts'
import { openStage } from './stage.ts'

const serials = Array.from({ length: 12 }, (_, i) => `K9-Yz${String(i).padStart(3, '0')}`)

describe('what the counter keeps, in a browser', function () {
  this.timeout(90_000)
  const stage = openStage({
    // As browsers for people have it.
    flags: ['--autoplay-policy=document-user-activation-required'],
    async prepare(world) {
      await registerAmoxil(world.as('northLab'))
      await registerBatch(world.as('northLab'), 'AMX1', serials)
    },
  })
  const freshCode = () => codeOf({ serial: serials.pop() ?? assert.fail('no pack is left') })
  const rows = (page: Page) => page.getByRole('region', { name: 'This round' }).getByRole('listitem')

  it('shows the round again after a reload, newest first, and the pack that was open', async () => {
    const page = await openCounter(stage.browser, stage.world.url)
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
    const page = await openCounter(stage.browser, stage.world.url, { losesConnection: true })
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
    const page = await openCounter(stage.browser, stage.world.url)
    await typeCode(page, freshCode())
    await verdict(page, 'Genuine')
    await press(page, 'Log out')
    await page.locator('input[type=email]').waitFor()
    const left = await page.evaluate<string>('JSON.stringify(sessionStorage)')
    assert.ok(!left.includes('K9-Yz'), left)
    await page.context().close()
  })

  it('leaves nothing behind in the other tabs either, nor where the tab was on another page since', async () => {
    const page = await openCounter(stage.browser, stage.world.url)
    await typeCode(page, freshCode())
    await verdict(page, 'Genuine')
    const other = await page.context().newPage()
    await other.goto('/scan')
    await typeCode(other, freshCode())
    await verdict(other, 'Genuine')
    await page.goto('/scans')
    await press(page, 'Log out')
    for (const tab of [page, other]) {
      await tab.locator('input[type=email]').waitFor()
      const left = await tab.evaluate<string>('JSON.stringify(sessionStorage)')
      assert.ok(!left.includes('K9-Yz'), left)
    }
    await page.context().close()
  })

  it('works from the log-in on where the browser refuses to keep anything', async () => {
    const page = await openCounter(stage.browser, stage.world.url, { blocksStorage: true })
    await sound(page).click()
    await page.getByRole('button', { name: 'Sound', exact: true, pressed: false }).waitFor()
    await typeCode(page, freshCode())
    await verdict(page, 'Genuine')
    await press(page, 'Dispense')
    await verdict(page, 'Dispensed')
    await assertSound(page)
    await press(page, 'Log out')
    await page.locator('input[type=email]').waitFor()
    await page.context().close()
  })

  /** Puts into the page what the loudspeaker is given: pitches in Hertz, which `heard` waits for and takes away. */
  async function listenTo(page: Page): Promise<void> {
    await page.addInitScript(`
      const start = OscillatorNode.prototype.start
      OscillatorNode.prototype.start = function (...args) {
        const { dataset } = document.documentElement
        dataset.heard = (dataset.heard ?? '') + ' ' + this.frequency.value
        return start.apply(this, args)
      }`)
    await page.reload()
    // It has the focus once the page listens.
    await page.locator('[data-scan-field]:focus').waitFor()
  }
  async function heard(page: Page, name: SignalName): Promise<void> {
    const pitches = signals[name].notes.map(({ pitch }) => ` ${String(pitch)}`).join('')
    await page.locator(`html[data-heard="${pitches}"]`).waitFor({ state: 'attached' })
    await page.evaluate('delete document.documentElement.dataset.heard')
  }
  const isSilent = async (page: Page) => (await page.locator('html[data-heard]').count()) === 0
  const sound = (page: Page) => page.getByRole('button', { name: /^Sound/ })

  it('tells verdicts by sound, unless this device is to be silent, also after a reload', async () => {
    const page = await openCounter(stage.browser, stage.world.url)
    await listenTo(page)
    await scanField(page).click()
    await typeCode(page, freshCode())
    await verdict(page, 'Genuine')
    await heard(page, 'good')
    await press(page, 'Dispense')
    await heard(page, 'done')
    await typeCode(page, codeOf({ serial: 'NOSUCHPACK' }))
    await heard(page, 'bad')

    await sound(page).click()
    assert.equal(await sound(page).getAttribute('aria-pressed'), 'false')
    await page.reload()
    await scanField(page).click()
    await typeCode(page, codeOf({ serial: 'NOSUCHEITHER' }))
    await verdict(page, 'Unknown')
    assert.equal(await sound(page).getAttribute('aria-pressed'), 'false')
    assert.ok(await isSilent(page))
    // Switched on, it lets itself be heard.
    await sound(page).click()
    await heard(page, 'good')
    await page.context().close()
  })

  it('says that the browser keeps a page silent that nobody has touched, and not once somebody has', async () => {
    const first = await openCounter(stage.browser, stage.world.url)
    // Another tab, since a reload of one that was touched is trusted; and whatever a test asks of a page counts as a touch, so
    // that the page itself types a scan once it listens, and says when its switch has changed.
    const page = await first.context().newPage()
    const code = freshCode()
    await page.addInitScript(`
      addEventListener('focusin', ({ target }) => setTimeout(() => {
        for (const char of ${JSON.stringify([...Array.from(code), 'Enter'])}) {
          const init = char === '\u001d' ? { key: ']', code: 'BracketRight', ctrlKey: true } : { key: char }
          target.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }))
        }
      }), { once: true })
      new MutationObserver(() => {
        if (document.querySelector('[aria-label^="Sound: silent"]')) console.log('the switch says silent')
      }).observe(document, { attributes: true, subtree: true })`)
    const told = page.waitForEvent('console', (message) => message.text() === 'the switch says silent')
    await page.goto('/scan')
    await told
    await page.getByRole('button', { name: /^Sound: silent until you press something/ }).waitFor()
    await assertSound(page)
    await scanField(page).click()
    await page.getByRole('button', { name: 'Sound', exact: true, pressed: true }).waitFor()
    await page.context().close()
  })

  it('works in silence where the browser has no sound at all', async () => {
    const page = await openCounter(stage.browser, stage.world.url)
    await page.addInitScript('delete window.AudioContext')
    await page.reload()
    await typeCode(page, freshCode())
    await verdict(page, 'Genuine')
    await page.getByRole('button', { name: 'Sound: this browser has none' }).waitFor()
    await assertSound(page)
    await page.context().close()
  })
})
