/** The app's scanner in a real browser, under the content security policy of the real server. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { parseGtin, parseLot, parseSerial } from '../../chaincode/src/domain/gs1/keys.ts'
import { medicineElements, toElementString } from '../../chaincode/src/domain/gs1/write.ts'
import { openEmptyWorld } from '../server/world.ts'
import { openBrowser, visit } from './browser.ts'
import { photographOf, writeFilm } from './scanning/fakeCamera.ts'
import { serveTrial, type Trial } from './scanning/serveTrial.ts'
import { typeAsWedge } from './typeAsWedge.ts'

const amoxil500 = {
  gtin: parseGtin('09506000134352'),
  serial: parseSerial('K7QX2M9PLT'),
  lot: parseLot('AX2611'),
  expiresOn: '2028-11-30',
}
const elementString = toElementString(medicineElements(amoxil500))

type Told = { from: string; text: string; format?: string }[]
const toldOn = async (page: Page): Promise<Told> =>
  JSON.parse((await page.locator('#told').textContent()) ?? '[]') as Told
const stateOn = async (page: Page) =>
  JSON.parse((await page.locator('#state').textContent()) ?? '{}') as Record<string, unknown>

describe('scanning, in a browser', function () {
  this.timeout(60_000)
  let folder: string
  let browser: Browser
  let trial: Trial
  const closers: (() => Promise<unknown>)[] = []
  before(async function () {
    this.timeout(120_000)
    folder = mkdtempSync(join(tmpdir(), 'veritrail-film-'))
    const film = join(folder, 'label.y4m')
    await writeFilm(film, await photographOf(amoxil500, 'datamatrix'))
    browser = await openBrowser(this, [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ])
    closers.push(() => browser.close())
    const world = await openEmptyWorld()
    closers.push(() => world.stop())
    const policy = (await fetch(world.url)).headers.get('content-security-policy') ?? ''
    assert.ok(policy.includes("script-src 'self' 'wasm-unsafe-eval'"), policy)
    trial = await serveTrial(policy)
    closers.push(() => trial.stop())
  })
  after(async () => {
    // Nothing was opened where there is no Chromium.
    for (const close of closers) await close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('reads a label that the camera sees, once, and lets go of the camera', async () => {
    const page = await visit(browser, trial.url)
    await page.goto('/')
    await page.getByRole('button', { name: 'Camera' }).click()
    await page.locator('#told', { hasText: 'camera' }).waitFor()
    await page.locator('#state', { hasText: 'zxing' }).waitFor()
    // Ten more frames show the same label.
    await page.evaluate(`new Promise((resolve) => {
      let left = 10
      const video = document.querySelector('video')
      const next = () => (left-- === 0 ? resolve() : video.requestVideoFrameCallback(next))
      next()
    })`)
    assert.deepEqual(await toldOn(page), [{ from: 'camera', text: elementString, format: 'DataMatrix' }])
    const state = await stateOn(page)
    assert.equal(state.stage, 'running')
    assert.equal(state.cameras, 1)
    await page.evaluate("globalThis.held = document.querySelector('video').srcObject")
    await page.getByRole('button', { name: 'Camera' }).click()
    await page.locator('video').waitFor({ state: 'detached' })
    assert.deepEqual(await page.evaluate('held.getTracks().map(({ readyState }) => readyState)'), ['ended'])
    await page.context().close()
  })

  it('says that the camera was denied, and that there is none', async () => {
    for (const [name, stage] of [
      ['NotAllowedError', 'denied'],
      ['NotFoundError', 'no-camera'],
    ] as const) {
      const page = await visit(browser, trial.url)
      await page.addInitScript(
        `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '${name}'))`,
      )
      await page.goto('/')
      await page.getByRole('button', { name: 'Camera' }).click()
      await page.locator('#state', { hasText: `"${stage}"` }).waitFor()
      await page.context().close()
    }
  })

  it('reads QR codes still where the policy forbids WebAssembly', async () => {
    const strict = await serveTrial("default-src 'self'; img-src 'self' blob: data:")
    const page = await visit(browser, strict.url)
    await page.goto('/')
    const qr = (await photographOf(amoxil500, 'qr')).toString('base64')
    const answer = await page.evaluate<{ texts: string[]; engine: string }>(`decodeFile('${qr}', 'hard')`)
    assert.equal(answer.engine, 'jsqr')
    assert.equal(answer.texts.length, 1)
    assert.match(String(answer.texts[0]), /^https:\/\/example\.org\/01\/09506000134352/)
    await page.context().close()
    await strict.stop()
  })

  it('hears a wedge scanner whatever has the focus, without pressing it', async () => {
    const page = await visit(browser, trial.url)
    await page.goto('/')
    await typeAsWedge(page, elementString)
    await page.getByRole('button', { name: 'Other' }).focus()
    await typeAsWedge(page, elementString)
    await page.getByLabel('Code').focus()
    await typeAsWedge(page, elementString)
    const scan = { from: 'wedge', text: elementString }
    assert.deepEqual(await toldOn(page), [scan, scan, scan])
    assert.equal(await page.locator('#pressed').textContent(), '0')
    await page.context().close()
  })

  it('leaves what people type alone', async () => {
    const page = await visit(browser, trial.url)
    await page.goto('/')
    await page.getByLabel('Notes').focus()
    await page.keyboard.type('patient asked twice')
    assert.equal(await page.getByLabel('Notes').inputValue(), 'patient asked twice')
    await page.getByLabel('Code').fill('(01)09506000134352(21)K7QX2M9PLT')
    await page.getByRole('button', { name: 'Look up' }).click()
    assert.deepEqual(await toldOn(page), [{ from: 'typed', text: '(01)09506000134352(21)K7QX2M9PLT' }])
    assert.equal(await page.getByLabel('Code').inputValue(), '')
    await page.context().close()
  })
})
