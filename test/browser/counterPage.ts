import type { Browser, Page } from 'playwright-core'
import { emailOf, password } from '../server/admission.ts'
import { logInAs, visit, type Visit } from './browser.ts'

/** The counter as a pharmacist of cornerPharmacy has it before her, and what she does there. */
export async function openCounter(browser: Browser, url: string, how: Visit = {}): Promise<Page> {
  const page = await visit(browser, url, how)
  await logInAs(page, emailOf('cornerPharmacy'), password, '/scan')
  return page
}

export const scanField = (page: Page) => page.locator('[data-scan-field]')

export async function typeCode(page: Page, code: string): Promise<void> {
  await scanField(page).fill(code)
  await scanField(page).press('Enter')
}

/** Waits for the large word. */
export const verdict = (page: Page, word: string): Promise<void> =>
  page.getByRole('heading', { level: 2, name: word, exact: true }).waitFor()

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()
