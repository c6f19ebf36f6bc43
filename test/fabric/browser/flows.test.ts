/** What people do every day, in a real browser, on real peers: register a batch, scan and dispense a pack, recall the batch. */
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../browser/browser.ts'
import { openCounter, press, typeCode, verdict } from '../../browser/counterPage.ts'
import { askForRecall, confirmRecall, fillBatchForm, submitBatchForm } from '../../browser/makerPage.ts'
import { openAs } from '../../browser/stage.ts'
import { amoxil500, readStock, registerProducts } from '../../server/batches/stock.ts'
import { openWorld, type World } from '../../server/world.ts'
import { productSource } from '../productSource.ts'
import { profileOf } from '../profileOf.ts'
import { useNetwork } from '../sharedNetwork.ts'

const chaincode = 'browser'
const lot = 'FAB1'

describe('on Fabric, in a browser', function () {
  this.timeout(120_000)
  const network = useNetwork()
  /** Nothing, where there is no Chromium. */
  const opened: (() => Promise<void>)[] = []
  let browser: Browser
  let world: World
  let codes: string[]
  before(async function () {
    browser = await openBrowser(this)
    opened.push(() => browser.close())
    await network().deploy(await productSource(chaincode))
    await network().ready(chaincode)
    const fabricProfile = profileOf(network(), 'all', chaincode)
    const names = ['nationalRegulator', 'northLab', 'cornerPharmacy'] as const
    world = await openWorld(names, { ledger: 'fabric', fabricProfile })
    opened.push(() => world.stop())
    await registerProducts(world)
  })
  after(async () => {
    for (const close of opened.reverse()) await close()
  })

  it('a maker registers a batch', async () => {
    const page = await openAs(browser, world.url, '/batches/new', 'northLab')
    await fillBatchForm(page, { lot, expires: '2049-12-31', packs: 3, markets: 'de' })
    await submitBatchForm(page)
    await page.getByText(`Lot ${lot} is registered with 3 packs.`).waitFor()
    await page.context().close()
    codes = (await readStock(world, lot)).codes
  })

  it('a pharmacy scans a pack, dispenses it, knows it again and takes it back', async () => {
    const [code = ''] = codes
    const page = await openCounter(browser, world.url)
    await typeCode(page, code)
    await verdict(page, 'Genuine')
    await press(page, 'Dispense')
    await verdict(page, 'Dispensed')
    await typeCode(page, code)
    await verdict(page, 'Supplied')
    await press(page, 'Undo')
    await verdict(page, 'Genuine')
    await page.context().close()
  })

  it('the maker recalls the batch, and the counter refuses its packs', async () => {
    const desk = await openAs(browser, world.url, `/batches/${amoxil500.gtin}/${lot}`, 'northLab')
    await askForRecall(desk, 'cracked vials')
    await confirmRecall(desk, lot)
    await desk.context().close()
    const counter = await openCounter(browser, world.url)
    await typeCode(counter, codes[1] ?? '')
    await verdict(counter, 'Recalled')
    await counter.getByText('Reason: cracked vials').waitFor()
    await counter.context().close()
  })
})
