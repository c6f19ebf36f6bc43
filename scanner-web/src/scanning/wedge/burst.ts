/** Tells a scanner's typing from a person's by its speed; knows nothing of a browser. */
import { altDigit, keyText, type KeyPress } from './keyText.ts'

/** Longest time between two keys of a scan, ms. Scanners need 1 to 30, people 80 and more. */
export const maxGapMs = 50
/** Fewer characters are typing, however fast. */
const minLength = 6
/**
 * What scanners send after a code. A pause does not end one: a connection that falters within a serial number would leave a
 * shorter one, and an honest pack would look like one that nobody has registered.
 */
const suffixes: readonly string[] = ['Enter', 'Tab']

/** `typing`: leave the key alone. `burst`: so fast that it is a scanner's. `scan`: the code is complete. */
export type BurstAnswer = { kind: 'typing' } | { kind: 'burst' } | { kind: 'scan'; text: string }

export interface Burst {
  press: (key: KeyPress) => BurstAnswer
  /** Alt was let go: the digits before it are one character. */
  releaseAlt: () => void
}

/** After so many fast keys it is no person. */
const sureAfter = 3
const typing: BurstAnswer = { kind: 'typing' }

export function createBurst(): Burst {
  let text = ''
  let lastMs = -Infinity
  let altDigits = ''

  function forget(): void {
    text = ''
    altDigits = ''
  }
  function add(more: string): BurstAnswer {
    text += more
    return text.length > sureAfter ? { kind: 'burst' } : typing
  }
  function complete(): string | null {
    const scan = text
    forget()
    return scan.length >= minLength ? scan : null
  }

  return {
    press(key) {
      // A key that is held down repeats as fast as a scanner types.
      if (key.repeat) {
        forget()
        return typing
      }
      if (key.timeStamp - lastMs > maxGapMs) forget()
      lastMs = key.timeStamp
      const digit = altDigit(key)
      if (digit !== null) {
        altDigits += digit
        return add('')
      }
      if (suffixes.includes(key.key)) {
        const scan = complete()
        return scan === null ? typing : { kind: 'scan', text: scan }
      }
      const more = keyText(key)
      if (more !== null) return add(more)
      forget()
      return typing
    },
    releaseAlt() {
      // Windows reads 029 and 29 alike; what is no ASCII character is none of a GS1 code's either.
      const character = Number(altDigits)
      if (altDigits !== '' && character > 0 && character < 128) text += String.fromCharCode(character)
      altDigits = ''
    },
  }
}
