import assert from 'node:assert/strict'
import { chromium, type Browser, type Page } from 'playwright-core'
import { password } from '../admission.ts'
import { logIn } from '../client.ts'
import { fixtures } from '../fixtures.ts'
import { openEmptyWorld, type EmptyWorld } from '../world.ts'

/** `npm test` finds it and says loudly where there is none. */
const executablePath = process.env['CHROMIUM'] ?? ''

describe('the pages in a browser', function () {
  this.timeout(90_000)
  let world: EmptyWorld
  let browser: Browser | undefined
  let page: Page
  let faults: string[]

  before(async function () {
    if (executablePath === '') this.skip()
    world = await openEmptyWorld()
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
    browser = await chromium.launch({ executablePath, args })
  })
  after(async () => {
    await browser?.close()
    if (browser !== undefined) await world.stop()
  })
  beforeEach(async () => {
    page = (await browser?.newPage()) ?? assert.fail('no browser')
    faults = []
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
    page.on('pageerror', (error) => faults.push(error.message))
  })
  afterEach(() => page.close())

  it('found the network with the printed link, and let nobody do it again', async () => {
    const { gln, name } = fixtures.nationalRegulator
    await page.goto(`${world.url}/founding#${world.foundingToken}`)
    await page.getByLabel('GLN of the founding regulator').fill('9506000100006')
    await page.getByLabel('Name of the regulator').fill(name)
    await page.getByLabel('Your e-mail address').fill('founder@example.org')
    await page.getByLabel('Your name').fill('Founder')
    await page.getByLabel('Password').fill(password)
    const button = page.getByRole('button', { name: 'Found the network' })
    await button.click()
    await page.getByText('participant.gln check digit must be 5').waitFor()

    await page.getByLabel('GLN of the founding regulator').fill(gln)
    await button.click()
    await page.getByText('Done. You may log in as founder@example.org.').waitFor()
    assert.ok(await button.isDisabled())
    await page.reload()
    for (const [label, value] of [
      ['GLN of the founding regulator', gln],
      ['Name of the regulator', name],
      ['Your e-mail address', 'second@example.org'],
      ['Your name', 'Second'],
      ['Password', password],
    ] as const) {
      await page.getByLabel(label).fill(value)
    }
    await button.click()
    await page.getByText('The link is unknown, used or expired').waitFor()
  })

  it('accept an invitation', async () => {
    const founder = await logIn(world.url, 'founder@example.org', password)
    const { token } = await founder.must<{ token: string }>('/users', { email: 'clerk@example.org' })
    await page.goto(`${world.url}/invitation#${token}`)
    await page.getByLabel('Your name').fill('Clerk')
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button').click()
    await page.getByText('Done. You may log in as clerk@example.org.').waitFor()
    await logIn(world.url, 'clerk@example.org', password)
    assert.deepEqual(faults, [])
  })

  it('show the API, to read and try, under the content security policy', async () => {
    await page.goto(`${world.url}/api/docs/`)
    await page.getByText('Log in', { exact: true }).waitFor()
    const shown = await page.locator('.opblock').count()
    assert.equal(shown, world.server.capabilities.endpoints.length)
    assert.deepEqual(faults, [])
  })

  it('say how the server stands', async () => {
    await page.goto(world.url)
    await page.getByRole('heading', { name: 'Veritrail' }).waitFor()
    assert.match(
      await page.getByRole('main').innerText(),
      /Ready[\s\S]*embedded, single operator; \d+ blocks\b/,
    )
    assert.deepEqual(faults, [])
  })
})
