/**
 * Undoes what a keyboard of another layout makes of a wedge scanner, which presses keys as if the computer had a US
 * keyboard. Source: ISO/IEC 9995 positions; layouts as Windows ships them (KBDUS, KBDFR, KBDGR).
 */
import { repair } from './repair.ts'
import type { Repair } from '../scanReading.ts'

/** The 47 keys that type characters on a US keyboard, row by row, without and with Shift. */
const us = '`1234567890-=' + 'qwertyuiop[]\\' + "asdfghjkl;'" + 'zxcvbnm,./'
const usShift = '~!@#$%^&*()_+' + 'QWERTYUIOP{}|' + 'ASDFGHJKL:"' + 'ZXCVBNM<>?'
/** The same keys; a space where a layout types nothing there. */
const azerty = '²&é"\'(-è_çà)=' + 'azertyuiop^$*' + 'qsdfghjklmù' + 'wxcvbn,;:!'
const azertyShift = ' 1234567890°+' + 'AZERTYUIOP¨£µ' + 'QSDFGHJKLM%' + 'WXCVBN?./§'
const qwertz = '^1234567890ß´' + 'qwertzuiopü+#' + 'asdfghjklöä' + 'yxcvbnm,.-'
const qwertzShift = '°!"§$%&/()=?`' + "QWERTZUIOPÜ*'" + 'ASDFGHJKLÖÄ' + 'YXCVBNM;:_'

type Undo = (text: string) => string

function translation(typed: string, meant: string): Undo {
  const keys = new Map<string, string>()
  Array.from(typed).forEach((character, i) => {
    if (character !== ' ') keys.set(character, meant.charAt(i))
  })
  return (text) => Array.from(text, (character) => keys.get(character) ?? character).join('')
}

/** Some computers let caps lock change accented letters too. */
const fromAzerty = translation(`${azerty}${azertyShift}ÉÈÇÀÙ`, `${us}${usShift}2790'`)
/** French caps lock shifts the whole keyboard. */
const fromShiftedAzerty = translation(azerty + azertyShift, usShift + us)
const fromQwertz = translation(qwertz + qwertzShift, us + usShift)
/** Capitals and small letters of every script; a letter without a single other case stays. */
const swapCase: Undo = (text) =>
  text.replace(/\p{L}/gu, (letter) => {
    const swapped = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
    return swapped.length === letter.length ? swapped : letter
  })

const capsLock = repair('caps-lock')
const onAzerty = repair('azerty')
const onQwertz = repair('qwertz')

/** What may have happened to the keys, likelier first: a later level is looked at only where no earlier one can be read. */
const levels: readonly (readonly { readonly undo: Undo; readonly repairs: readonly Repair[] }[])[] = [
  [{ undo: (text) => text, repairs: [] }],
  [
    { undo: swapCase, repairs: [capsLock] },
    { undo: fromAzerty, repairs: [onAzerty] },
    { undo: fromQwertz, repairs: [onQwertz] },
  ],
  [
    { undo: fromShiftedAzerty, repairs: [onAzerty, capsLock] },
    { undo: (text) => fromAzerty(swapCase(text)), repairs: [onAzerty, capsLock] },
    { undo: (text) => fromQwertz(swapCase(text)), repairs: [onQwertz, capsLock] },
  ],
]

export type TypedText = { readonly text: string; readonly repairs: readonly Repair[] }

/** What `text` was before the keyboard, level by level; the first level is `text` itself. */
export function* undoneKeys(text: string): Generator<readonly TypedText[]> {
  for (const level of levels) {
    yield level.map(({ undo, repairs }) => ({ text: undo(text), repairs }))
  }
}
