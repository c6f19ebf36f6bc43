import type { Page } from 'playwright-core'

/** How most scanners type GS. */
const ctrlBracket: { key: string; code: string; ctrlKey?: boolean } = {
  key: ']',
  code: 'BracketRight',
  ctrlKey: true,
}

/**
 * What a keyboard-wedge scanner types into whatever has the focus, in one burst.
 * @param separator the key that stands for GS
 * @param suffix whether it ends with Enter, as scanners are set; a line feed in `text` is one as well
 */
export async function typeAsWedge(
  page: Page,
  text: string,
  { suffix = true, separator = ctrlBracket } = {},
): Promise<void> {
  const presses = Array.from(suffix ? `${text}\n` : text, (key) => {
    if (key === '\u001d') return separator
    return key === '\n' ? { key: 'Enter', code: 'Enter' } : { key, code: '' }
  })
  // One call, or the way to the browser and back would be slower than any scanner.
  await page.evaluate(`(async () => {
    const began = performance.now()
    for (const [place, init] of ${JSON.stringify(presses)}.entries()) {
      const focused = document.activeElement
      const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true })
      // However busy this machine is: 5 ms from key to key.
      Object.defineProperty(event, 'timeStamp', { value: began + place * 5 })
      const written = init.key === 'Enter' ? (focused.matches('textarea') ? '\\n' : '') : init.key.length === 1 ? init.key : ''
      // What a key writes follows from a person's key only, not from an event that a script made.
      if (focused.dispatchEvent(event) && !init.ctrlKey && focused.matches('input, textarea') && written !== '')
        document.execCommand('insertText', false, written)
      // Between two keys a page gets to draw what the first one changed.
      await null
    }
  })()`)
}
