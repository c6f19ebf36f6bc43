/** What the tests of the pages need before anything happens: a browser, a world of named participants, and somebody logged in. */
import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { emailOf, password } from '../server/admission.ts'
import type { FixtureName } from '../server/fixtures.ts'
import { openWorld, type World } from '../server/world.ts'
import { logInAs, openBrowser, visit, type Visit } from './browser.ts'

export interface Stage {
  readonly browser: Browser
  readonly world: World
  /** A page of somebody who is not logged in. */
  visit: (view?: Visit) => Promise<Page>
  /** A page as a participant's admin has it before her. */
  at: (path: string, who: FixtureName, view?: Visit) => Promise<Page>
}

interface StageSettings {
  cast?: readonly FixtureName[]
  /** Further flags of the browser. */
  flags?: string[]
  /** What has happened in the world before the first test. */
  prepare?: (world: World) => Promise<unknown>
}

/** Within a `describe`: opened before its tests and closed after them; without Chromium neither, and its tests are skipped. */
export function openStage(settings: StageSettings = {}): Stage {
  const { cast = ['nationalRegulator', 'northLab', 'cornerPharmacy'], flags = [], prepare } = settings
  let browser: Browser | undefined
  let world: World | undefined
  before(async function () {
    browser = await openBrowser(this, flags)
    world = await openWorld(cast)
    await prepare?.(world)
  })
  after(async () => {
    await browser?.close()
    await world?.stop()
  })
  const stage = {
    get browser() {
      return browser ?? assert.fail('no browser is open')
    },
    get world() {
      return world ?? assert.fail('no world is open')
    },
    visit: (view: Visit = {}) => visit(stage.browser, stage.world.url, view),
    at: (path: string, who: FixtureName, view: Visit = {}) =>
      openAs(stage.browser, stage.world.url, path, who, view),
  }
  return stage
}

export async function openAs(
  browser: Browser,
  url: string,
  path: string,
  who: FixtureName,
  view: Visit = {},
): Promise<Page> {
  const page = await visit(browser, url, view)
  await logInAs(page, emailOf(who), password, path)
  return page
}
