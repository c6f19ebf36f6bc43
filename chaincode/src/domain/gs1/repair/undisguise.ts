import { repair } from './repair.ts'
import type { Repair } from '../scanReading.ts'

/** GS, record separator and end of transmission, as scanners and terminals spell them when they may not send them. */
const disguises: readonly (readonly [disguise: RegExp, character: string])[] = [
  [
    /<(?:GS|FNC1)>|\{(?:GS|FNC1)\}|\[(?:GS|FNC1)\]|\^\]|Ctrl[-+]\]|Alt[-+]?0?29|\\x1[dD]|\\u001[dD]|~d029|\u241d|\u2194/g,
    '\u001d',
  ],
  [/<RS>|\{RS\}|\[RS\]|\^\^|\\x1[eE]|\\u001[eE]|\u241e/g, '\u001e'],
  [/<EOT>|\{EOT\}|\[EOT\]|\^D$|\\x04|\\u0004|\u2404/g, '\u0004'],
]

/** Puts control characters back where `text` spells them out; none of these spellings belongs in a medicine's code. */
export function undisguise(text: string): { text: string; repairs: Repair[] } {
  const undone = disguises.reduce((rest, [disguise, character]) => rest.replace(disguise, character), text)
  return { text: undone, repairs: undone === text ? [] : [repair('separator-disguised')] }
}
