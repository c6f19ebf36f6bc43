/** Every address of the app, under the policy that the server sends: nothing it forbids is tried, and nothing is complained of. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { urls } from '../../scanner-web/src/urls.ts'
import type { FixtureName } from '../server/fixtures.ts'
import { amoxil500 } from '../server/verification/pharmacyScene.ts'
import { assertSound, complaintsOf, shoot, views, type Visit } from './browser.ts'
import { furnish, serials } from './furnishedWorld.ts'
import { openStage } from './stage.ts'

interface Seen {
  /** The address without its parameters; `PROPOSAL` stands for the id of one. */
  path: string
  /** Who sees it; null: nobody has to be logged in. */
  who: FixtureName | null
}

/** One that no page is missing from: the compiler holds it against the list of addresses. */
const pages: Record<keyof typeof urls, Seen> = {
  home: { path: '/', who: 'nationalRegulator' },
  logIn: { path: '/log-in', who: null },
  founding: { path: '/founding#token', who: null },
  invitation: { path: '/invitation#token', who: null },
  account: { path: '/account', who: 'nationalRegulator' },
  status: { path: '/status', who: 'nationalRegulator' },
  scan: { path: '/scan', who: 'cornerPharmacy' },
  scans: { path: '/scans', who: 'cornerPharmacy' },
  calibration: { path: '/calibration', who: 'cornerPharmacy' },
  products: { path: '/products', who: 'northLab' },
  batches: { path: '/batches', who: 'northLab' },
  newBatch: { path: '/batches/new', who: 'northLab' },
  batch: { path: `/batches/${amoxil500}/AMX1`, who: 'northLab' },
  signingKeys: { path: '/signing-keys', who: 'northLab' },
  shipments: { path: '/shipments', who: 'northLab' },
  newShipment: { path: '/shipments/new', who: 'northLab' },
  admissions: { path: '/admissions', who: 'nationalRegulator' },
  newAdmission: { path: '/admissions/new', who: 'nationalRegulator' },
  admission: { path: '/admissions/PROPOSAL', who: 'northLab' },
  team: { path: '/team', who: 'nationalRegulator' },
  tokens: { path: '/tokens', who: 'northLab' },
  patient: { path: `/01/${amoxil500}/10/AMX1/21/${String(serials[0])}?17=280630`, who: null },
}

/** bytes; what a first visit may weigh, beside the decoder (WebAssembly), which is fetched when a camera is. */
const lightest = 300_000

describe('every page, in a browser', function () {
  this.timeout(240_000)
  let proposal: string
  const stage = openStage({
    async prepare(world) {
      proposal = await furnish(world)
    },
  })

  async function openPages(who: FixtureName | null, view: Visit): Promise<Page> {
    if (who === null) return stage.visit(view)
    return stage.at('/account', who, view)
  }
  async function show(page: Page, path: string): Promise<void> {
    // From nothing: an address that differs in its last part only would not be fetched again.
    await page.goto('about:blank')
    await page.goto(path.replace('PROPOSAL', proposal))
    await page.locator('main h1').first().waitFor({ state: 'attached' })
    await page.waitForLoadState('networkidle')
  }

  for (const view of views) {
    it(`keeps to the policy and to what axe asks: ${view.width}, ${view.language}, ${view.theme}`, async () => {
      for (const who of new Set(Object.values(pages).map((each) => each.who))) {
        const page = await openPages(who, view)
        await page.addInitScript(`
          addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
            console.error('the policy forbids', violatedDirective, blockedURI))`)
        for (const [name, { path }] of Object.entries(pages).filter(([, each]) => each.who === who)) {
          await show(page, path)
          assert.deepEqual(complaintsOf(page), [], path)
          await assertSound(page)
          await shoot(page, `page-${name}-${view.width}-${view.language}-${view.theme}`)
        }
        await page.context().close()
      }
    })
  }

  it('would notice what the policy forbids', async () => {
    const page = await stage.visit()
    await show(page, '/log-in')
    const said = page.waitForEvent('console')
    const picture = '<img src="https://elsewhere.example/x.png">'
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '${picture}')`)
    await said
    assert.match(complaintsOf(page).join('\n'), /Content Security Policy/)
    await page.context().close()
  })

  it('weighs little at the first visit', async () => {
    const page = await stage.visit()
    let bytes = 0
    const counting: Promise<void>[] = []
    page.on('requestfinished', (request) => {
      if (request.url().endsWith('.wasm')) return
      counting.push(request.sizes().then(({ responseBodySize }) => void (bytes += responseBodySize)))
    })
    await page.goto('/log-in')
    await page.waitForLoadState('networkidle')
    await page.context().addCookies(await (await stage.at('/account', 'cornerPharmacy')).context().cookies())
    await page.goto('/scan')
    await page.locator('[data-scan-field]').waitFor()
    await page.waitForLoadState('networkidle')
    await Promise.all(counting)
    assert.ok(bytes > 50_000 && bytes < lightest, `${String(bytes)} bytes`)
    await page.context().close()
  })
})
