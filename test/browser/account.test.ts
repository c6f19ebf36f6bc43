/** Getting in and out: log-in and its faults, sessions, password, the founding and an invitation. */
import assert from 'node:assert/strict'
import type { Browser, Page, Route } from 'playwright-core'
import { emailOf, password } from '../server/admission.ts'
import { openEmptyWorld, type EmptyWorld } from '../server/world.ts'
import { assertSound, logInAs, openBrowser, shoot, views, visit } from './browser.ts'
import { openStage } from './stage.ts'

const pathOf = (page: Page) => new URL(page.url()).pathname

describe('getting in and out, in a browser', function () {
  this.timeout(60_000)
  const stage = openStage()

  for (const view of views) {
    it(`looks sound before and after the log-in: ${view.width}, ${view.language}, ${view.theme}`, async () => {
      const page = await stage.visit(view)
      const name = (what: string) => `${what}-${view.width}-${view.language}-${view.theme}`
      await page.goto('/')
      await page.locator('h1').waitFor()
      await assertSound(page)
      await shoot(page, name('log-in'))
      await logInAs(page, emailOf('cornerPharmacy'), password, '/account')
      await assertSound(page)
      await shoot(page, name('account'))
      await page.goto('/status')
      await page.locator('#content h1').waitFor()
      await assertSound(page)
      await shoot(page, name('status'))
      await page.goto('/nowhere')
      await page.locator('main h1').waitFor()
      await assertSound(page)
      await shoot(page, name('not-found'))
      await page.context().close()
    })
  }

  it('refuses a wrong password with a sentence, and keeps the address', async () => {
    const page = await stage.visit({ language: 'de', width: 'phone' })
    await page.goto('/log-in')
    await page.getByLabel('E-Mail').fill(emailOf('cornerPharmacy'))
    await page.getByRole('textbox', { name: 'Passwort' }).fill('not the password')
    await page.getByRole('button', { name: 'Anmelden' }).click()
    await page.getByRole('alert').getByText('E-Mail oder Passwort ist falsch').waitFor()
    assert.equal(await page.getByLabel('E-Mail').inputValue(), emailOf('cornerPharmacy'))
    await assertSound(page)
    await shoot(page, 'log-in-refused-phone-de')
    await page.context().close()
  })

  it('says that the server cannot be reached, and logs in once it can', async () => {
    const page = await stage.visit()
    await page.goto('/log-in')
    await page.getByLabel('E-mail').fill(emailOf('cornerPharmacy'))
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.route('**/api/v1/sessions', (route) => route.abort())
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('alert').getByText('The server could not be reached').waitFor()
    await page.unroute('**/api/v1/sessions')
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.locator('#content h1').waitFor()
    await page.context().close()
  })

  it('leads back to the page that was asked for, and to no other site', async () => {
    const page = await stage.visit()
    await logInAs(page, emailOf('cornerPharmacy'), password, '/account')
    assert.equal(pathOf(page), '/account')
    const other = await stage.visit()
    await logInAs(other, emailOf('cornerPharmacy'), password, '/log-in?back=//evil.example')
    assert.equal(new URL(other.url()).origin, stage.world.url)
    await page.context().close()
    await other.context().close()
  })

  it('logs in by keyboard alone, and shows where the focus is', async () => {
    const page = await stage.visit()
    await page.goto('/log-in')
    await page.locator('h1').waitFor()
    const focused = () => page.evaluate<string>('document.activeElement.type ?? ""')
    for (let i = 0; i < 10 && (await focused()) !== 'email'; i++) {
      await page.keyboard.press('Tab')
      assert.notEqual(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'none')
    }
    await page.keyboard.type(emailOf('cornerPharmacy'))
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.locator('#content h1').waitFor()
    await page.context().close()
  })

  it('logs out: the session is over, and the page back shows nothing of before', async () => {
    const page = await stage.visit()
    await logInAs(page, emailOf('cornerPharmacy'), password, '/account')
    const cookies = await page.context().cookies()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    assert.equal((await fetch(`${stage.world.url}/api/v1/me`, { headers: { Cookie } })).status, 401)
    await page.context().close()
  })

  it('shows the sessions and ends another one, which is then sent to the log-in', async () => {
    const here = await stage.visit()
    const there = await stage.visit({ width: 'phone' })
    await logInAs(there, emailOf('nationalRegulator'), password, '/account')
    await logInAs(here, emailOf('nationalRegulator'), password, '/account')
    const rows = here.getByRole('table').getByRole('row')
    const ends = here.getByRole('button', { name: 'End', exact: true })
    const before = await rows.count()
    // The set-up of the test's world holds further sessions of the same person.
    assert.ok(before >= 3)
    await here.getByText('This one').waitFor()
    while ((await ends.count()) > 0) {
      const left = await ends.count()
      await ends.first().click()
      await ends.nth(left - 1).waitFor({ state: 'detached' })
    }
    assert.equal(await rows.count(), 2)
    await there
      .getByRole('link', { name: 'Ledger' })
      .or(there.getByRole('button', { name: 'More' }))
      .first()
      .waitFor()
    await there.reload()
    await there.getByRole('heading', { name: 'Log in' }).waitFor()
    assert.equal(pathOf(there), '/log-in')
    await here.context().close()
    await there.context().close()
  })

  it('changes the password: the old one no longer lets anybody in', async () => {
    const page = await stage.visit()
    await stage.world.clerkOf('cornerPharmacy')
    const email = `clerk.${emailOf('cornerPharmacy')}`
    await logInAs(page, email, password, '/account')
    await page.getByRole('textbox', { name: 'Present password' }).fill(password)
    await page.getByRole('textbox', { name: 'New password' }).fill('too short')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('Please take at least 12 characters.').waitFor()
    await page.getByRole('textbox', { name: 'New password' }).fill('another battery staple')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('The password is changed.').waitFor()
    await assertSound(page)
    // The session goes on, under its new token.
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    await logInAs(page, email, 'another battery staple', '/account')
    await page.context().close()
  })

  it('keeps the language and the colours that were chosen', async () => {
    const page = await stage.visit()
    await page.goto('/log-in')
    await page.getByRole('button', { name: 'Deutsch' }).click()
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
    await page.getByRole('button', { name: 'Zu dunklen Farben wechseln' }).click()
    await page.reload()
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'de')
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
    await assertSound(page)
    await page.context().close()
  })

  it('accepts an invitation and is in; the link works once', async () => {
    const { token } = await stage.world
      .as('northLab')
      .must<{ token: string }>('/users', { email: 'nils@northlab.example', isAdmin: false })
    const page = await stage.visit({ width: 'phone' })
    await page.goto(`/invitation#${token}`)
    await page.getByLabel('Your name').fill('Nils Berg')
    await page.getByRole('textbox', { name: 'New password' }).fill(password)
    await assertSound(page)
    await shoot(page, 'invitation-phone-en')
    await page.getByRole('button', { name: 'Accept the invitation' }).click()
    await page.locator('#content h1').waitFor()
    const again = await stage.visit()
    await again.goto(`/invitation#${token}`)
    await again.getByLabel('Your name').fill('Somebody Else')
    await again.getByRole('textbox', { name: 'New password' }).fill(password)
    await again.getByRole('button', { name: 'Accept the invitation' }).click()
    await again.getByRole('alert').getByText('This link is unknown, used or expired').waitFor()
    await again.goto('/invitation')
    await again.getByRole('heading', { name: 'This link is not whole' }).waitFor()
    await assertSound(again)
    await page.context().close()
    await again.context().close()
  })

  it('leads to the log-in where an invitation was accepted and its answer lost', async () => {
    const { token } = await stage.world
      .as('northLab')
      .must<{ token: string }>('/users', { email: 'nina@northlab.example', isAdmin: false })
    const page = await stage.visit({ losesConnection: true })
    const loseOnce = async (route: Route) => {
      await route.fetch()
      await route.abort()
    }
    await page.route('**/api/v1/invitations/*', loseOnce, { times: 1 })
    await page.goto(`/invitation#${token}`)
    await page.getByLabel('Your name').fill('Nina Berg')
    await page.getByRole('textbox', { name: 'New password' }).fill(password)
    await page.getByRole('button', { name: 'Accept the invitation' }).click()
    await page.getByRole('alert').getByText('The server could not be reached').waitFor()
    await page.getByRole('button', { name: 'Accept the invitation' }).click()
    await page.waitForURL('**/log-in')
    await page.context().close()
  })
})

describe('the founding, in a browser', function () {
  this.timeout(60_000)
  let browser: Browser
  let world: EmptyWorld
  let opened: { browser: Browser; world: EmptyWorld } | undefined
  before(async function () {
    browser = await openBrowser(this)
    world = await openEmptyWorld()
    opened = { browser, world }
  })
  after(async () => {
    // Neither was opened where there is no Chromium.
    await opened?.browser.close()
    await opened?.world.stop()
  })

  it('makes the first regulator and lets her in', async () => {
    const page = await visit(browser, world.url, { width: 'phone', language: 'de' })
    await page.goto(`/founding#${world.foundingToken}`)
    await page.getByLabel('Name Ihrer Behörde oder Ihres Betriebs').fill('National Regulator')
    await page.getByLabel('Deren GLN').fill('9506000100006')
    await page.getByLabel('Ihr Name').fill('Ruth Adeyemi')
    await page.getByLabel('E-Mail').fill('ruth@agency.example')
    await page.getByRole('textbox', { name: 'Neues Passwort' }).fill(password)
    await page.getByRole('button', { name: 'Einrichten und anmelden' }).click()
    await page.getByText('Das ist keine GLN').waitFor()
    await assertSound(page)
    await shoot(page, 'founding-phone-de')
    await page.getByLabel('Deren GLN').fill('9506000100005')
    await page.getByRole('button', { name: 'Einrichten und anmelden' }).click()
    await page.locator('#content h1').waitFor()
    await page.goto('/account')
    await page.getByRole('heading', { name: 'Ruth Adeyemi' }).waitFor()
    await page.getByText('Behörde, Prüfstelle').waitFor()
    await page.context().close()
  })
})
