/** Hears a keyboard-wedge scanner anywhere on the page, and leaves people's typing alone. */
import { createBurst, usualBurst, type BurstSettings } from './burst.ts'

/**
 * A field with this attribute is where codes are typed: a scan into it is a scan too, and empties its form.
 * Other fields are never listened to.
 */
export const scanFieldAttribute = 'data-scan-field'

interface Wedge {
  /** The text as it arrived, without the suffix; the server reads it. */
  onScan: (text: string) => void
  settings?: Partial<BurstSettings>
}

/** @returns stops it */
export function listenForWedge(target: Document, { onScan, settings }: Wedge): () => void {
  const given = { ...usualBurst, ...settings }
  const burst = createBurst(given)
  let timer: ReturnType<typeof setTimeout> | undefined

  function keyDown(event: KeyboardEvent): void {
    const field = scanFieldOf(event.target)
    if (field === null && isEditable(event.target)) return
    clearTimeout(timer)
    const answer = burst.press(event)
    if (answer.kind === 'typing') {
      waitForPause(field)
      return
    }
    // What it types into its field stays; elsewhere a space would scroll, and Enter press the button in focus.
    if (field === null || answer.kind === 'scan' || event.ctrlKey || event.key === 'F8')
      event.preventDefault()
    if (answer.kind === 'burst') {
      waitForPause(field)
      return
    }
    event.stopPropagation()
    deliver(answer.text, field)
  }

  function waitForPause(field: HTMLInputElement | null): void {
    if (given.suffix !== 'none') return
    timer = setTimeout(() => {
      const text = burst.pause()
      if (text !== null) deliver(text, field)
    }, given.maxGapMs * 2)
  }

  function deliver(text: string, field: HTMLInputElement | null): void {
    field?.form?.reset()
    onScan(text)
  }

  function keyUp(event: KeyboardEvent): void {
    if (event.key === 'Alt') burst.releaseAlt()
  }

  target.addEventListener('keydown', keyDown, { capture: true })
  target.addEventListener('keyup', keyUp, { capture: true })
  return () => {
    clearTimeout(timer)
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
