/** The system's Chromium for tests: pages at a phone's or a counter's width, axe on what they show, pictures to look at. */
import assert from 'node:assert/strict'
import axe from 'axe-core'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context } from 'mocha'
import { chromium, type Browser, type Page } from 'playwright-core'
import { buildWeb } from '../../server/bin/buildWeb.js'
import { skipLoudly } from '../skipLoudly.ts'

export const widths = { phone: { width: 320, height: 640 }, counter: { width: 1366, height: 768 } } as const
export type Width = keyof typeof widths
export type Language = 'en' | 'de'

export interface Visit {
  width?: Width
  language?: Language
  theme?: 'light' | 'dark'
  /** Lets the app keep its shell: what it keeps of an earlier build is a test's subject, or in its way. */
  keepsShell?: boolean
  /** The test takes the connection away: what browser and router then log is no fault of the page's. */
  losesConnection?: boolean
  /** As where somebody blocks all cookies: local and session storage are refused. */
  blocksStorage?: boolean
}

/** What the console said and pages threw, by page. */
const complaints = new WeakMap<Page, string[]>()

/** Where `shoot` puts its pictures. */
export const pictureFolder = process.env.VERITRAIL_PICTURES ?? join(tmpdir(), 'veritrail-pictures')

/** Without Chromium the tests of the file are skipped, and `npm test` says so. @param more flags, as for a fake camera */
export async function openBrowser(test: Context, more: string[] = []): Promise<Browser> {
  test.timeout(120_000)
  const executablePath = findChromium()
  if (executablePath === null) skipLoudly(test, 'there is no Chromium')
  await buildWeb(() => undefined)
  const quiet = ['background-networking', 'component-update', 'sync', 'quic', 'gpu'].map(
    (each) => `--disable-${each}`,
  )
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', ...quiet, ...more] })
}

function findChromium(): string | null {
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const wanted = process.env.CHROMIUM
  return (wanted ? [wanted] : usual).find((path) => existsSync(path)) ?? null
}

/** Logged by the browser or the router; what the page makes of a refusal, each test asserts. */
const refusal = /^(Failed to load resource: the server responded with a status of 4\d\d|Denied)/
const lostConnection = /^(Failed to load resource: net::ERR_|ApiProblem: UNREACHABLE)/

const refuseStorage = `
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, {
      get() { throw new DOMException('access is denied for this document', 'SecurityError') },
    })`

/** A person's browser: cookies and settings of its own. `url` is the server's. */
export async function visit(browser: Browser, url: string, visit: Visit = {}): Promise<Page> {
  const {
    width = 'counter',
    language = 'en',
    theme = 'light',
    keepsShell = false,
    losesConnection = false,
    blocksStorage = false,
  } = visit
  const context = await browser.newContext({
    baseURL: url,
    viewport: widths[width],
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: theme,
    // Half a transition is no state to judge colours by.
    reducedMotion: 'reduce',
    hasTouch: width === 'phone',
    serviceWorkers: keepsShell ? 'allow' : 'block',
  })
  await context.addInitScript({ content: axe.source })
  if (blocksStorage) await context.addInitScript(refuseStorage)
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const said: string[] = []
  complaints.set(page, said)
  page.on('pageerror', (error) => said.push(error.message))
  page.on('console', (message) => {
    const text = message.text()
    const isExpected = refusal.test(text) || (losesConnection && lostConnection.test(text))
    if (message.type() === 'error' && !isExpected) said.push(text)
  })
  return page
}

/** Errors in the page's console so far, beside refused requests. */
export function complaintsOf(page: Page): readonly string[] {
  return complaints.get(page) ?? []
}

/** Through the log-in page, as people do. */
export async function logInAs(page: Page, email: string, password: string, path = '/'): Promise<void> {
  await page.goto(path)
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#content h1').waitFor()
}

/**
 * What is on its way has been drawn: on a busy machine a change of colour of 0.01 ms lasts until the next frame, and a frame may
 * begin another. Spinners turn for ever and are not waited for.
 */
async function settle(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const nextFrame = () => new Promise(requestAnimationFrame)
    const lasting = (each) => each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Infinity
    for (;;) {
      await nextFrame()
      await nextFrame()
      const moving = document.getAnimations().filter(lasting)
      if (moving.length === 0) return
      // One that is cancelled is over, too.
      await Promise.allSettled(moving.map((each) => each.finished))
    }
  })()`)
}

/** Nothing axe objects to (WCAG 2.2 AA and best practices), no scrolling sideways, nothing in the console. */
export async function assertSound(page: Page): Promise<void> {
  const where = `${new URL(page.url()).pathname} at ${String(page.viewportSize()?.width)} px`
  await settle(page)
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
  }>('axe.run({ resultTypes: ["violations"] })')
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  )
  assert.deepEqual(found, [], where)
  const overhang = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  assert.equal(overhang, 0, `${where} scrolls sideways`)
  assert.deepEqual(complaintsOf(page), [], where)
}

/** A picture of the whole page, to be looked at. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(pictureFolder, { recursive: true })
  await settle(page)
  await page.screenshot({ path: join(pictureFolder, `${name}.png`), fullPage: true })
}

/** Each width, language and theme once; German, with the longer words, on the narrow screen. */
export const views: readonly Required<Pick<Visit, 'width' | 'language' | 'theme'>>[] = [
  { width: 'phone', language: 'de', theme: 'dark' },
  { width: 'counter', language: 'en', theme: 'light' },
]
