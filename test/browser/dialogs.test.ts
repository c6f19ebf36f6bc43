/** Every dialog, open: in both languages, at both widths, in both themes. */
import type { Locator, Page } from 'playwright-core'
import type { FixtureName } from '../server/fixtures.ts'
import { amoxil500, codeOf } from '../server/verification/pharmacyScene.ts'
import { assertSound, shoot, views } from './browser.ts'
import { typeCode } from './counterPage.ts'
import { furnish, serials, sscc } from './furnishedWorld.ts'
import { openStage } from './stage.ts'

interface DialogCase {
  path: string
  /** Pressed in either language. */
  button: RegExp
  /** What happens on the page before. */
  first?: (page: Page) => Promise<void>
  /** What happens in it before it is looked at. */
  then?: (dialog: Locator) => Promise<void>
}

const batch = `/batches/${amoxil500}/AMX1`
const code = codeOf({ serial: String(serials[1]) })

const dialogs: Partial<Record<FixtureName, Record<string, DialogCase>>> = {
  northLab: {
    product: { path: '/products', button: /^(Register a product|Produkt registrieren)$/ },
    recall: { path: batch, button: /^(Recall|Zurückrufen) …$/ },
    'recall-confirm': {
      path: batch,
      button: /^(Recall|Zurückrufen) …$/,
      async then(dialog) {
        await dialog.getByRole('textbox').fill('broken capsules')
        await dialog.locator('[type=submit]').click()
        await dialog.getByRole('textbox').and(dialog.page().locator(':focus')).waitFor()
      },
    },
    key: { path: '/signing-keys', button: /^(Register a key|Schlüssel registrieren)$/ },
    'revoke-key': { path: '/signing-keys', button: /^(Revoke key|Schlüssel .* widerrufen)/ },
    ship: { path: '/shipments', button: new RegExp(sscc) },
    receive: { path: '/shipments', button: /^(Receive|Annehmen)$/ },
    vote: { path: '/admissions/PROPOSAL', button: /^(Vote against it|Dagegen stimmen) …$/ },
    person: { path: '/team', button: /Nora/ },
    'revoke-token': { path: '/tokens', button: /Packing line/ },
  },
  nationalRegulator: {
    lift: { path: `/batches/${amoxil500}/AMX0`, button: /^(Lift the stop|Stopp aufheben) …$/ },
  },
  cornerPharmacy: {
    destroy: {
      path: '/scan',
      button: /^(Destroy|Vernichten)$/,
      async first(page) {
        await typeCode(page, code)
        await page.locator('section[aria-busy=false] h2').waitFor()
      },
    },
  },
}

describe('every dialog, in a browser', function () {
  this.timeout(240_000)
  let proposal: string
  const stage = openStage({
    async prepare(world) {
      proposal = await furnish(world)
    },
  })

  for (const view of views) {
    it(`looks sound: ${view.width}, ${view.language}, ${view.theme}`, async () => {
      for (const [who, cases] of Object.entries(dialogs)) {
        const page = await stage.at('/account', who as FixtureName, view)
        for (const [name, { path, button, first, then }] of Object.entries(cases)) {
          await page.goto(path.replace('PROPOSAL', proposal))
          await first?.(page)
          await page.locator('#content').getByRole('button', { name: button }).first().click()
          const dialog = page.getByRole('dialog')
          await dialog.waitFor()
          await page.waitForLoadState('networkidle')
          await then?.(dialog)
          await assertSound(page)
          await shoot(page, `dialog-${name}-${view.width}-${view.language}-${view.theme}`)
        }
        await page.context().close()
      }
    })
  }

  it('holds the menu of a phone', async () => {
    const page = await stage.at('/account', 'northLab', { width: 'phone', language: 'de', theme: 'dark' })
    await page.getByRole('button', { name: 'Mehr' }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'Team und Zugänge' }).waitFor()
    await assertSound(page)
    await shoot(page, 'menu-phone-de-dark')
    await page.context().close()
  })
})
