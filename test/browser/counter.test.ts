/** The counter in a real browser over the real server: scan, verdict, act, undo, and a connection that breaks. */
import assert from 'node:assert/strict'
import { amoxil500, codeOf, registerAmoxil, registerBatch } from '../server/verification/pharmacyScene.ts'
import { onAzerty, onQwertz, withCapsLock } from '../web/keyboards.ts'
import { assertSound, shoot, views, type Visit } from './browser.ts'
import { openCounter, press, scanField, typeCode, verdict } from './counterPage.ts'
import { openStage } from './stage.ts'
import { typeAsWedge } from './typeAsWedge.ts'

/** One pack a test, so that none depends on another's moves. */
const serials = Array.from({ length: 40 }, (_, i) => `K7-Yz${String(i).padStart(3, '0')}`)

describe('the counter, in a browser', function () {
  this.timeout(90_000)
  const stage = openStage({
    async prepare(world) {
      const northLab = world.as('northLab')
      await registerAmoxil(northLab)
      await registerBatch(northLab, 'AMX1', serials)
      await registerBatch(northLab, 'AMX2', ['R1', 'R2'])
    },
  })

  const freshCode = () => codeOf({ serial: serials.pop() ?? assert.fail('no pack is left') })
  const atTheCounter = (how: Visit = {}) => openCounter(stage.browser, stage.world.url, how)

  it('dispenses a genuine pack, knows it again, and takes it back', async () => {
    const page = await atTheCounter()
    const code = freshCode()
    await typeCode(page, code)
    await verdict(page, 'Genuine')
    assert.equal(await scanField(page).inputValue(), '')
    await press(page, 'Dispense')
    await verdict(page, 'Dispensed')
    await page
      .getByRole('timer')
      .getByText(/^9 days 23:59:\d\d left$/)
      .waitFor()
    assert.equal(await page.locator('[data-scan-field]:focus').count(), 1, 'ready for the next scan')
    await typeCode(page, code)
    await verdict(page, 'Supplied')
    assert.equal(
      await page.getByText('potential suspect falsification').count(),
      0,
      'her own pack is no alert',
    )
    await page.getByText(/^Dispensed here, /).waitFor()
    await press(page, 'Undo')
    await verdict(page, 'Genuine')
    await page.getByText(/^Step taken back here, /).waitFor()
    await page.context().close()
  })

  it('is worked by the keyboard alone', async () => {
    const page = await atTheCounter()
    await typeAsWedge(page, freshCode())
    await verdict(page, 'Genuine')
    await page.keyboard.press('F2')
    await verdict(page, 'Dispensed')
    await page.keyboard.press('F4')
    await verdict(page, 'Genuine')
    await page.context().close()
  })

  it('alerts to a pack that another counter dispensed, unless it is only checked', async () => {
    const code = freshCode()
    await stage.world.as('cornerPharmacy').must('/packs/supply', { code })
    const page = await atTheCounter()
    await typeCode(page, code)
    await verdict(page, 'Supplied')
    await page.getByText('Alert A7: potential suspect falsification').waitFor()
    await press(page, 'New round')
    await page.getByRole('radio', { name: 'Only check' }).check()
    await typeCode(page, code)
    await verdict(page, 'Supplied')
    assert.equal(await page.getByText('Alert A7').count(), 0)
    await page.context().close()
  })

  it('refuses what was recalled meanwhile, and says why', async () => {
    const page = await atTheCounter()
    const code = codeOf({ lot: 'AMX2', serial: 'R1' })
    await typeCode(page, code)
    await verdict(page, 'Genuine')
    const stop = { class: 1, reason: 'broken capsules' }
    await stage.world.as('northLab').must(`/batches/${amoxil500}/AMX2/recall`, stop)
    // What she still sees is of before: the ledger decides.
    await press(page, 'Dispense')
    await page.getByRole('alert').getByText('The batch is recalled.').waitFor()
    await press(page, 'Check the pack again')
    await verdict(page, 'Recalled')
    await page.getByText('Reason: broken capsules').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Dispense', exact: true }).count(), 0)
    await page.context().close()
  })

  it('locks and unlocks; asks twice before what nobody can undo', async () => {
    const page = await atTheCounter()
    await typeCode(page, freshCode())
    await press(page, 'Lock')
    await verdict(page, 'Locked')
    await press(page, 'Unlock')
    await verdict(page, 'Genuine')
    await press(page, 'Report stolen')
    await page.getByRole('dialog').getByText('This cannot be undone, by anybody.').waitFor()
    // The Enter that a scanner sends confirms nothing.
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await verdict(page, 'Genuine')
    await press(page, 'Report stolen')
    await press(page, 'Yes, report it stolen')
    await verdict(page, 'Reported')
    assert.equal(await page.getByRole('button', { name: 'Undo' }).count(), 0)
    await page.context().close()
  })

  const damages: [string, (code: string) => string, string][] = [
    ['a computer that reads AZERTY', onAzerty, 'French keyboard (AZERTY)'],
    ['a computer that reads QWERTZ', onQwertz, 'German keyboard (QWERTZ)'],
    ['caps lock', (code) => withCapsLock(`]d2${code}`), 'Caps lock was on'],
    ['a separator in disguise', (code) => code.replace('\u001d', '^]'), 'The scanner writes the separator'],
  ]
  for (const [name, damage, said] of damages) {
    it(`mends a scan by ${name}, shows what was mended, and asks before it dispenses`, async () => {
      const page = await atTheCounter()
      await typeAsWedge(page, damage(freshCode()))
      await verdict(page, 'Genuine')
      await page.getByText(said).waitFor()
      await press(page, 'Dispense')
      const dialog = page.getByRole('dialog')
      await dialog.getByText(said).waitFor()
      await dialog.getByText(/^K7-Yz/).waitFor()
      await dialog.getByRole('button', { name: 'That is what the pack says' }).click()
      await verdict(page, 'Dispensed')
      await page.context().close()
    })
  }

  it('takes Ctrl and ] for the separator it is: nothing to mend', async () => {
    const page = await atTheCounter()
    await typeAsWedge(page, freshCode())
    await verdict(page, 'Genuine')
    assert.equal(await page.getByText('it was repaired').count(), 0)
    await page.context().close()
  })

  it('has what can be done next on the screen of a small phone, whatever the verdict', async () => {
    const page = await atTheCounter({ width: 'phone', language: 'de' })
    const code = freshCode()
    /** Whole, above the menu, and nothing over it. */
    const isOnScreen = async (name: string): Promise<boolean> => {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox()
      const menu = await page.getByRole('navigation').last().boundingBox()
      if (box === null || menu === null || box.y < 0 || box.y + box.height > menu.y) return false
      const middle = `${String(box.x + box.width / 2)}, ${String(box.y + box.height / 2)}`
      return page.evaluate<boolean>(
        `document.elementFromPoint(${middle}).closest('button')?.textContent.startsWith('${name}') === true`,
      )
    }
    for (const size of [
      { width: 320, height: 568 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size)
      await typeCode(page, code)
      await verdict(page, 'Echt')
      assert.ok(await isOnScreen('Abgeben'), `dispense at ${String(size.width)} px`)
      assert.equal(await page.getByText('F2', { exact: true }).isVisible(), false)
      await press(page, 'Abgeben')
      await verdict(page, 'Abgegeben')
      assert.ok(await isOnScreen('Rückgängig'), `undo at ${String(size.width)} px`)
      await press(page, 'Rückgängig')
      await verdict(page, 'Echt')
    }
    await page.context().close()
  })

  it('says that a check got no answer, which says nothing of the pack, and asks again', async () => {
    const page = await atTheCounter()
    await page.route('**/api/v1/verifications', (route) => route.abort())
    await typeCode(page, freshCode())
    await verdict(page, 'No answer')
    await page.unroute('**/api/v1/verifications')
    await press(page, 'Ask again')
    await verdict(page, 'Genuine')
    await page.context().close()
  })

  it('lists the scans of the day, and finds those of a lot or a verdict', async () => {
    const page = await atTheCounter()
    await typeCode(page, codeOf({ serial: 'NOSUCHPACK' }))
    await verdict(page, 'Unknown')
    await page.getByText('Alert A3: potential suspect falsification').waitFor()
    await page.getByRole('link', { name: 'Scans' }).click()
    const rows = page.getByRole('table').getByRole('row')
    await page
      .getByLabel('Verdict')
      .selectOption({ label: 'Unknown: No pack of the product has this serial number.' })
    // The one of now stood first before, too.
    await rows.nth(2).waitFor({ state: 'detached' })
    await rows.nth(1).getByText('Unknown').waitFor()
    await page.getByLabel('Find a GTIN or lot').fill('NOLOT')
    await press(page, 'Find')
    await page.getByRole('heading', { name: 'No scan fits' }).waitFor()
    await page.goBack()
    await rows.nth(1).getByText('A3').waitFor()
    await page.context().close()
  })

  it('is closed to those whose roles do not include it', async () => {
    const page = await atTheCounter()
    await page.route('**/api/v1/me', async (route) => {
      const answer = await route.fetch()
      const me = (await answer.json()) as { permissions: string[] }
      const permissions = me.permissions.filter((each) => each !== 'verifications:create')
      await route.fulfill({ response: answer, json: { ...me, permissions } })
    })
    await page.goto('/scan')
    await page.getByRole('heading', { name: 'This page is for others' }).waitFor()
    await page.context().close()
  })

  for (const view of views) {
    it(`looks sound in every state: ${view.width}, ${view.language}, ${view.theme}`, async () => {
      const page = await atTheCounter(view)
      const look = async (state: string) => {
        await assertSound(page)
        await shoot(page, `counter-${state}-${view.width}-${view.language}-${view.theme}`)
      }
      const settled = page.locator('section[aria-busy=false] h2')
      await look('ready')
      await typeCode(page, freshCode())
      await settled.waitFor()
      await look('genuine')
      await page.keyboard.press('F2')
      await page.getByRole('timer').waitFor()
      await look('dispensed')
      await typeCode(page, codeOf({ serial: 'NOSUCHPACK' }))
      await settled.waitFor()
      await look('unknown')
      await typeCode(page, codeOf({ lot: 'AMX2', serial: 'R2' }))
      await settled.waitFor()
      await look('stopped')
      await typeCode(page, '4006381333931')
      await settled.waitFor()
      await look('unreadable')
      await typeAsWedge(page, onAzerty(freshCode()))
      await page.locator('section[aria-busy=false] kbd').waitFor({ state: 'attached' })
      await page.keyboard.press('F2')
      await page.locator('dialog[open]').waitFor()
      await look('repaired')
      await page.goto('/scans')
      await page.getByRole('table').waitFor()
      await look('scans')
      await page.goto('/scans?find=NOLOT')
      await page.locator('#content h2').waitFor()
      await look('no-scans')
      await page.context().close()
    })
  }
})
