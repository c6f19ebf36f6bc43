/** Admission with its proof and votes, the first account, and a participant's people, sites and tokens. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { emailOf, licence, password } from '../server/admission.ts'
import { Client } from '../server/client.ts'
import { castOf } from '../server/fixtures.ts'
import { assertSound, logInAs, shoot } from './browser.ts'
import { openStage } from './stage.ts'

const { midWholesale, cityHospital } = castOf

describe('admissions and access, in a browser', function () {
  this.timeout(90_000)
  const stage = openStage()
  const { at } = stage

  it('proposes a wholesaler with its licence; a second vote admits it, and the regulator lets its admin in', async () => {
    const { gln, name } = midWholesale
    const agency = await at('/admissions/new', 'nationalRegulator')
    await agency.getByLabel('Name').fill(name)
    await agency.getByLabel('GLN').fill(gln)
    await agency.getByLabel('Organisation').selectOption('WholesalersMSP')
    await agency.getByLabel('Wholesaler').check()
    const proof = { name: 'licence.pdf', mimeType: 'application/pdf', buffer: licence(name) }
    await agency.getByLabel('Proof of the licence').setInputFiles(proof)
    await agency.getByRole('button', { name: 'Propose it' }).click()
    await agency.getByRole('heading', { level: 1, name }).waitFor()
    await assertSound(agency)
    await shoot(agency, 'admission-open-counter-en')

    const northLab = await at('/admissions', 'northLab', { width: 'phone', language: 'de' })
    await northLab.getByRole('link', { name }).click()
    await northLab.getByRole('heading', { level: 1, name }).waitFor()
    const saving = northLab.waitForEvent('download')
    await northLab.getByRole('link', { name: 'Dokument speichern' }).click()
    assert.deepEqual(await readFile(await (await saving).path()), licence(name))
    await northLab.getByRole('button', { name: 'Dafür stimmen …' }).click()
    const dialog = northLab.getByRole('dialog')
    await dialog.waitFor()
    await assertSound(northLab)
    await dialog.getByRole('button', { name: 'Dafür stimmen' }).click()
    await northLab.getByText('Zugelassen', { exact: true }).waitFor()
    await northLab.getByText('Noch nicht').first().waitFor({ state: 'detached' })
    await assertSound(northLab)
    await shoot(northLab, 'admission-decided-phone-de')

    await agency.reload()
    await agency.getByLabel('E-mail of its admin').fill(midWholesale.user.email)
    await agency.getByRole('button', { name: 'Make the link' }).click()
    const link = await agency.getByLabel('Invitation link').inputValue()
    const invited = await stage.visit()
    await invited.goto(new URL(link).pathname + new URL(link).hash)
    await invited.getByLabel('Your name').fill(midWholesale.user.name)
    await invited.getByLabel('New password').fill(password)
    await invited.getByRole('button', { name: 'Accept the invitation' }).click()
    await invited.getByText(name).first().waitFor()
    for (const page of [agency, northLab, invited]) await page.context().close()
  })

  it('refuses a wrong GLN, no role and a proof that is no PDF, and sends nothing', async () => {
    const page = await at('/admissions/new', 'northLab')
    await page.getByLabel('Name').fill(cityHospital.name)
    await page.getByLabel('GLN').fill('9506000100402')
    const word = { name: 'licence.docx', mimeType: 'application/msword', buffer: Buffer.from('PK') }
    await page.getByLabel('Proof of the licence').setInputFiles(word)
    await page.getByRole('button', { name: 'Propose it' }).click()
    for (const fault of ['This is not a GLN', 'Choose at least one role', 'This is not a PDF']) {
      await page.getByText(fault).waitFor()
    }
    const roles = page.getByRole('group', { name: 'Roles' })
    const described = (await roles.getAttribute('aria-describedby'))?.split(' ') ?? []
    const said = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).innerText()))
    assert.match(said.join(), /^Only what the licence covers.*,Choose at least one role/)
    await assertSound(page)
    const { body } = await stage.world.as('northLab').get<{ items: { gln: string }[] }>('/proposals')
    assert.ok(!body.items.some(({ gln }) => gln === cityHospital.gln))
    await page.context().close()
  })

  it('reaches the decided proposals where a whole page of them is still open', async () => {
    const { body } = await stage.world.as('northLab').get<{ items: { proof: string }[] }>('/proposals')
    await stage.world.as('northLab').must('/proposals', {
      ...{ gln: '9506000100807', name: 'Newcomer', organisation: 'PharmaciesMSP' },
      ...{ roles: ['pharmacy'], proof: body.items[0]?.proof },
    })
    const page = await at('/products', 'northLab')
    await page.route('**/api/v1/proposals?*', (route) =>
      route.continue({ url: route.request().url().replace('limit=50', 'limit=1') }),
    )
    await page.getByRole('link', { name: 'Participants' }).click()
    await page.getByRole('table').getByRole('link', { name: 'Newcomer' }).waitFor()
    const decided = page.getByRole('region', { name: 'Decided proposals' })
    assert.equal(await decided.count(), 0)
    await page.getByRole('button', { name: 'Show more' }).click()
    await decided.waitFor()
    await page.context().close()
  })

  it('registers a site, invites somebody to it, and closes the account again', async () => {
    const page = await at('/team', 'cornerPharmacy')
    const card = page.getByRole('region', { name: 'Register a site' })
    await card.getByLabel('Name').fill('Night window')
    await card.getByLabel('GLN').fill('9506000100326')
    await card.getByRole('button', { name: 'Register the site' }).click()
    await page.getByText('Night window is registered.').waitFor()
    const invite = page.getByRole('region', { name: 'Invite somebody' })
    await invite.getByLabel('E-mail').fill('nils@cornerpharmacy.example')
    await invite.getByLabel('Site', { exact: true }).selectOption({ label: 'Night window (9506000100326)' })
    await invite.getByRole('button', { name: 'Make an invitation link' }).click()
    const link = await invite.getByLabel('Invitation link').inputValue()
    const token = link.split('#')[1] ?? ''
    await stage.world.nobody.must(`/invitations/${token}`, { name: 'Nils Berg', password })
    await page.reload()
    const row = page.getByRole('row', { name: /Nils Berg/ })
    await row.getByText('Night window').waitFor()
    await row.getByRole('button').click()
    await page.getByRole('dialog').getByLabel('May log in').uncheck()
    await assertSound(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await row.getByText('Closed').waitFor()
    const refused = await stage.world.nobody.post('/sessions', {
      email: 'nils@cornerpharmacy.example',
      password,
    })
    assert.equal(refused.status, 401)
    await page.context().close()
  })

  it('makes a token that works and is shown once, and revokes it', async () => {
    const page = await at('/tokens', 'cornerPharmacy')
    await page.getByLabel('Name').fill('Till 1')
    await page.getByRole('button', { name: 'Make the token' }).click()
    await page.getByText('Choose at least one right').waitFor()
    await page.getByLabel('See batches').check()
    await page.getByRole('button', { name: 'Make the token' }).click()
    const token = await page.getByLabel('Token', { exact: true }).inputValue()
    const till = new Client(stage.world.url, { token })
    assert.equal((await till.get('/batches')).status, 200)
    assert.equal((await till.get('/units')).status, 403)
    await page.reload()
    assert.ok(!(await page.locator('body').innerText()).includes(token))
    const row = page.getByRole('row', { name: /Till 1/ })
    await row.getByText('See batches', { exact: true }).waitFor()
    await row.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog').waitFor()
    await assertSound(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke it now' }).click()
    await row.getByText('Revoked').waitFor()
    assert.equal((await till.get('/batches')).status, 401)
    await page.context().close()
  })

  it('keeps the team page from those who are no admins', async () => {
    await stage.world.clerkOf('cornerPharmacy')
    const page = await stage.visit()
    await logInAs(page, `clerk.${emailOf('cornerPharmacy')}`, password, '/team')
    await page.getByRole('heading', { name: 'This page is for others' }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'Team and access' }).count(), 0)
    await page.context().close()
  })
})
