import type { Page } from 'playwright-core'

export interface BatchForm {
  lot: string
  /** YYYY-MM-DD */
  expires: string
  packs: number
  markets: string
}

/** On the page for a new batch; what comes of it the test awaits. */
export async function fillBatchForm(page: Page, { lot, expires, packs, markets }: BatchForm): Promise<void> {
  await page.getByLabel('Lot').fill(lot)
  await page.getByLabel('Expires').fill(expires)
  await page.getByLabel('Number of packs').fill(String(packs))
  await page.getByLabel('Markets').fill(markets)
}

export const submitBatchForm = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Register the batch' }).click()

/** On the batch's page, up to the last question; `confirmRecall` answers it. */
export async function askForRecall(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Recall …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Class').selectOption('1')
  await dialog.getByLabel('Reason').fill(reason)
  await dialog.getByRole('button', { name: 'Continue' }).click()
}

export const recallButton = (page: Page) =>
  page.getByRole('dialog').getByRole('button', { name: 'Recall the batch now' })

export async function confirmRecall(page: Page, lot: string): Promise<void> {
  await page.getByRole('dialog').getByLabel('Type the lot number to confirm').fill(lot)
  await recallButton(page).click()
  await page.getByRole('alert').getByText('Recalled, class 1').waitFor()
}
