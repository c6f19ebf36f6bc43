import type { Page } from 'playwright-core'

/** What a keyboard-wedge scanner types into whatever has the focus, in one burst; GS is Ctrl and the key of `]`. */
export async function typeAsWedge(page: Page, text: string): Promise<void> {
  const presses = Array.from(text, (key) =>
    key === '\u001d' ? { key: ']', code: 'BracketRight', ctrlKey: true } : { key, code: '', ctrlKey: false },
  )
  // One call, or the way to the browser and back would be slower than any scanner.
  await page.evaluate(`
    for (const init of ${JSON.stringify([...presses, { key: 'Enter', code: 'Enter' }])}) {
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }))
    }`)
}
