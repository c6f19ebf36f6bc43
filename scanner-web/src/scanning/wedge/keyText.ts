/** What one key press of a scanner that plays keyboard means, the separator GS (FNC1) in its disguises included. */

/** The part of a KeyboardEvent that is looked at. */
export interface KeyPress {
  /** As in UI Events: one character, or a name such as `Enter`. */
  key: string
  /** The key's place, such as `BracketRight`: the same on every layout. */
  code: string
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
  repeat: boolean
  /** Milliseconds, `timeStamp` of the event: when the key was pressed, however busy the page is. */
  timeStamp: number
}

const groupSeparator = '\u001d'
/** Keys that only change what others mean. */
const modifiers = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'CapsLock',
  'NumLock',
  'Meta',
  'Fn',
  'Process',
  'Unidentified',
])

/**
 * The text a press adds; '' for one that adds none but belongs to a scan (modifiers); null for one no scanner sends.
 * `<GS>` and `^]` come as ordinary characters and are left to whoever reads the scan.
 */
export function keyText({ key, code, ctrlKey, altKey, metaKey }: KeyPress): string | null {
  if (modifiers.has(key)) return ''
  if (key === groupSeparator || key === 'F8') return groupSeparator
  // Ctrl and ] is GS, 0x1D, since ASCII: the key's place counts, for another layout prints another character there.
  if (ctrlKey && !altKey && (code === 'BracketRight' || key === ']')) return groupSeparator
  // AltGr is Ctrl and Alt on Windows: @ and { of a German layout arrive so.
  const isAltGraph = ctrlKey && altKey
  if (metaKey || (ctrlKey && !isAltGraph)) return null
  return key.length === 1 ? key : null
}

/** Digits of the number pad while Alt is held: a character's number, such as 029; null for another key. */
export function altDigit({ key, code, altKey, ctrlKey }: KeyPress): string | null {
  if (!altKey || ctrlKey) return null
  const [, digit] = /^(?:Numpad|Digit)([0-9])$/.exec(code) ?? []
  return digit ?? (/^[0-9]$/.test(key) ? key : null)
}
