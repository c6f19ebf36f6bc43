/** A dispense whose outcome is not known yet: shown as that, and settled by itself. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { settleOutbox } from '../../server/src/ledger/outbox/settleOutbox.ts'
import { OutboxSubmitter } from '../../server/src/ledger/submitter.ts'
import { Unavailable } from '../../server/src/platform/unavailable.ts'
import { amoxil500, codeOf, registerAmoxil, registerBatch } from '../server/verification/pharmacyScene.ts'
import { assertSound, shoot, type Visit } from './browser.ts'
import { openCounter, press, typeCode, verdict } from './counterPage.ts'
import { openStage } from './stage.ts'

const serials = Array.from({ length: 6 }, (_, i) => `K3-Yz${String(i).padStart(3, '0')}`)

describe('an outcome that is not known yet, in a browser', function () {
  this.timeout(90_000)
  const stage = openStage({
    async prepare(world) {
      await registerAmoxil(world.as('northLab'))
      await registerBatch(world.as('northLab'), 'AMX1', serials)
      await registerBatch(world.as('northLab'), 'AMX2', ['R1'])
    },
  })
  const freshCode = () => codeOf({ serial: serials.pop() ?? assert.fail('no pack is left') })
  const atTheCounter = (how: Visit = {}) => openCounter(stage.browser, stage.world.url, how)

  /** As a ledger that gets no dispense and says nothing; everything else goes on. @returns ends it */
  function holdDispenses(): () => void {
    const { ledger } = stage.world.server.ground
    const real = ledger.submit.bind(ledger)
    ledger.submit = (fn, ...rest) =>
      fn === 'pack:supply'
        ? Promise.reject(new Unavailable('the ledger', { outcomeKnown: false }))
        : real(fn, ...rest)
    return () => {
      ledger.submit = real
    }
  }
  /** As the server does by itself, a minute later. */
  async function settle(): Promise<void> {
    const { outbox, replica, ledger, logger: log } = stage.world.server.ground
    const submitter = new OutboxSubmitter({ ledger, replica, outbox, log })
    await settleOutbox({ outbox, submitter, replica, log })
    await outbox.settled()
  }
  /** What the page sends, as it goes by. */
  function listenTo(page: Page) {
    const heard = { keys: new Set<string>(), questions: 0 }
    page.on('request', (request) => {
      if (request.url().endsWith('/packs/supply')) heard.keys.add(request.headers()['idempotency-key'] ?? '')
      if (request.url().includes('/api/v1/requests/')) heard.questions++
    })
    return heard
  }

  it('says "not known yet" when the connection breaks in a dispense, and sends the same request again', async () => {
    const page = await atTheCounter({ losesConnection: true })
    const keys: string[] = []
    let broken = true
    await page.route('**/api/v1/packs/supply', async (route) => {
      keys.push(route.request().headers()['idempotency-key'] ?? '')
      if (!broken) return route.continue()
      // It arrives and is done; the answer is lost.
      if (keys.length === 1) await route.fetch()
      return route.abort()
    })
    await typeCode(page, freshCode())
    await press(page, 'Dispense')
    await verdict(page, 'Not known yet')
    await page.getByText('1 not known yet').waitFor()
    await assertSound(page)
    await shoot(page, 'counter-not-known')
    // The next pack does not wait, and the open one stays in sight.
    const other = freshCode()
    await typeCode(page, other)
    await verdict(page, 'Genuine')
    broken = false
    await page.getByRole('listitem').getByText('Dispensed', { exact: true }).waitFor({ timeout: 20_000 })
    assert.ok(keys.length >= 2)
    assert.equal(new Set(keys).size, 1, 'one action, one key')
    assert.match(keys[0] ?? '', /^[0-9a-f]{32}$/)
    await page.context().close()
  })

  it('asks the server what became of a dispense that it has, until it is done', async () => {
    const page = await atTheCounter()
    const heard = listenTo(page)
    const release = holdDispenses()
    try {
      await typeCode(page, freshCode())
      await press(page, 'Dispense')
      await verdict(page, 'Not known yet')
      const asked = page.waitForRequest('**/api/v1/requests/*')
      assert.equal(await page.getByRole('button', { name: 'Asking again by itself …' }).count(), 1)
      await asked
      assert.equal(await page.getByRole('heading', { level: 2, name: 'Not known yet' }).count(), 1)
    } finally {
      release()
    }
    await settle()
    await verdict(page, 'Dispensed')
    assert.equal(heard.keys.size, 1, 'one action, one key')
    assert.ok(heard.questions > 0)
    await page.context().close()
  })

  it('tells a refusal once it is one, and nothing of the kind before', async () => {
    const page = await atTheCounter({ width: 'phone', language: 'de', theme: 'dark' })
    const release = holdDispenses()
    try {
      await typeCode(page, codeOf({ lot: 'AMX2', serial: 'R1' }))
      await press(page, 'Abgeben')
      await verdict(page, 'Noch offen')
      const stop = { class: 1, reason: 'broken capsules' }
      await stage.world.as('northLab').must(`/batches/${amoxil500}/AMX2/recall`, stop)
      await page.waitForRequest('**/api/v1/requests/*')
      assert.equal(await page.getByRole('alert').count(), 0)
      await assertSound(page)
      await shoot(page, 'counter-open-phone-de-dark')
    } finally {
      release()
    }
    await settle()
    await page.getByRole('alert').getByText('Die Charge ist zurückgerufen.').waitFor()
    await page.context().close()
  })

  it('asks for what is open as soon as the server answers anything else', async () => {
    const page = await atTheCounter({ losesConnection: true })
    await page.route('**/api/v1/packs/supply', (route) => route.abort())
    await typeCode(page, freshCode())
    await press(page, 'Dispense')
    await verdict(page, 'Not known yet')
    // After a quarter of a minute without any answer it is left to her.
    await page.getByRole('button', { name: 'Ask again', exact: true }).waitFor()
    await page.unroute('**/api/v1/packs/supply')
    await typeCode(page, freshCode())
    await verdict(page, 'Genuine')
    await page.getByRole('listitem').getByText('Dispensed', { exact: true }).waitFor()
    await page.context().close()
  })
})
