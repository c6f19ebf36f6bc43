/** The maker's signing keys: one made in the browser, one brought, and one revoked. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describeKey, signCode } from '../../server/src/cli/gs1/signCode.ts'
import type { FixtureName } from '../server/fixtures.ts'
import { codeOf, registerAmoxil, registerBatch } from '../server/verification/pharmacyScene.ts'
import { assertSound, shoot, type Visit } from './browser.ts'
import { openStage } from './stage.ts'

describe('signing keys, in a browser', function () {
  this.timeout(90_000)
  const stage = openStage({
    async prepare(world) {
      await registerAmoxil(world.as('northLab'))
      await registerBatch(world.as('northLab'), 'AMX1', ['K5-Yz001', 'K5-Yz002'])
    },
  })
  const at = (who: FixtureName, view?: Visit) => stage.at('/signing-keys', who, view)

  it('has nothing to show at first, and offers nothing to those who make no medicines', async () => {
    const page = await at('cornerPharmacy')
    await page.getByRole('heading', { name: 'No signing keys yet' }).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Register a key' }).count(), 0)
    await assertSound(page)
    await page.context().close()
  })

  it('registers a key made here only once its private half is saved; that file signs packs that read as the maker’s', async () => {
    const page = await at('northLab')
    await page.getByRole('button', { name: 'Register a key' }).click()
    const dialog = page.getByRole('dialog')
    const submit = dialog.getByRole('button', { name: 'Register the key' })
    await submit.click()
    await dialog.getByText('Make a key pair first.').waitFor()
    await dialog.getByRole('button', { name: 'Make a key pair' }).click()
    await dialog.getByText('Save the private key before').waitFor()
    await submit.click()
    await assertSound(page)
    await shoot(page, 'signing-key-made-counter-en-light')
    const saving = page.waitForEvent('download')
    await dialog.getByRole('link', { name: 'Save the private key' }).click()
    const file = await saving
    const privateKey = createPrivateKey(await readFile(await file.path()))
    const { keyId } = describeKey(privateKey)
    assert.equal(file.suggestedFilename(), `signing-key-${keyId}.pem`)
    await dialog.getByText('The private key is saved').waitFor()
    await submit.click()
    await page.getByText(`Key ${keyId} is registered.`).waitFor()
    await page.getByRole('row', { name: keyId }).getByText('In use').waitFor()

    const signed = signCode(privateKey, `]d2${codeOf({ serial: 'K5-Yz001' })}`).elementString
    const check = { code: signed }
    const { signature } = await stage.world
      .as('cornerPharmacy')
      .must<{ signature: { finding: string } }>('/verifications', check)
    assert.equal(signature.finding, 'made-by')
    await page.context().close()
  })

  it('takes a public key as PEM, refuses what is none, and revokes after the key was typed', async () => {
    const page = await at('northLab', { width: 'phone', language: 'de' })
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const { keyId } = describeKey(privateKey)
    await page.getByRole('button', { name: 'Schlüssel registrieren' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Mitbringen' }).check()
    await dialog.getByLabel('Öffentlicher Schlüssel').fill('kein Schlüssel')
    await dialog.getByRole('button', { name: 'Schlüssel registrieren' }).click()
    await dialog.getByText('Das ist kein öffentlicher Ed25519-Schlüssel.').waitFor()
    await assertSound(page)
    await shoot(page, 'signing-key-refused-phone-de-light')
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    await dialog.getByLabel('Öffentlicher Schlüssel').fill(pem)
    await dialog.getByRole('button', { name: 'Schlüssel registrieren' }).click()
    await page.getByText(`Der Schlüssel ${keyId} ist registriert.`).waitFor()

    const row = page.getByRole('row', { name: keyId })
    await row.getByRole('button').click()
    const revoke = dialog.getByRole('button', { name: 'Schlüssel jetzt widerrufen' })
    assert.equal(await revoke.getAttribute('aria-disabled'), 'true')
    await assertSound(page)
    await shoot(page, 'signing-key-revoke-phone-de-light')
    await dialog.getByLabel('Zur Bestätigung').fill(keyId)
    await revoke.click()
    await row.getByText('Widerrufen', { exact: true }).waitFor()
    assert.equal(await row.getByRole('button').count(), 0)
    await page.context().close()
  })
})
