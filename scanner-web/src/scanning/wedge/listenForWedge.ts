/** Hears a keyboard-wedge scanner anywhere on the page, and leaves people's typing alone. */
import { createBurst } from './burst.ts'

/**
 * A field with this attribute is where codes are typed: a scan into it is a scan too, and empties its form.
 * Other fields are never listened to.
 */
export const scanFieldAttribute = 'data-scan-field'

/**
 * @param onScan gets the text as it arrived, without the suffix; the server reads it
 * @returns stops it
 */
export function listenForWedge(target: Document, onScan: (text: string) => void): () => void {
  const burst = createBurst()

  function keyDown(event: KeyboardEvent): void {
    const field = scanFieldOf(event.target)
    if (field === null && isEditable(event.target)) return
    const answer = burst.press(event)
    if (answer.kind === 'typing') return
    // What it types into its field stays; elsewhere a space would scroll, Enter press the button in focus, and Tab leave it.
    if (field === null || answer.kind === 'scan' || event.ctrlKey || event.key === 'F8')
      event.preventDefault()
    if (answer.kind === 'burst') return
    event.stopPropagation()
    field?.form?.reset()
    onScan(answer.text)
  }

  function keyUp(event: KeyboardEvent): void {
    if (event.key === 'Alt') burst.releaseAlt()
  }

  target.addEventListener('keydown', keyDown, { capture: true })
  target.addEventListener('keyup', keyUp, { capture: true })
  return () => {
    target.removeEventListener('keydown', keyDown, { capture: true })
    target.removeEventListener('keyup', keyUp, { capture: true })
  }
}

function scanFieldOf(target: EventTarget | null): HTMLInputElement | null {
  return target instanceof HTMLInputElement && target.hasAttribute(scanFieldAttribute) ? target : null
}

function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])')
  )
}
