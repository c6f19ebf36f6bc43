/** What a scanner and its computer made of a test code: the pure part of the calibration page. */
import { undisguise } from '../../../../chaincode/src/domain/gs1/repair/undisguise.ts'
import { undoneKeys } from '../../../../chaincode/src/domain/gs1/repair/undoneKeys.ts'
import { groupSeparator } from '../../../../chaincode/src/domain/gs1/write.ts'
import { testCodes, type TestCode } from './testCodes.ts'

/** `other`: not a test code at all. `between`: what came in place of the separator. */
export type Finding =
  | { code: 'azerty' | 'qwertz' | 'caps-lock' | 'separator-missing' | 'separator-disguised' | 'other' }
  | { code: 'separator-other'; between: string }
  | { code: 'characters-lost'; lost: string }
  | { code: 'suffix'; suffix: 'enter' | 'tab' | 'none' }
  | { code: 'identifier'; identifier: string }

export interface Diagnosis {
  test: TestCode['name'] | null
  /** Every character arrived as it was printed. */
  isRight: boolean
  findings: Finding[]
}

/** Less of a test code than this in what arrived, and it was something else. */
const leastLikeness = 0.6

/** @param arrived as the keys gave it, with whatever follows the code */
export function diagnose(arrived: string): Diagnosis {
  const ending = /[\r\n\t]*$/.exec(arrived)?.[0] ?? ''
  const suffix: Finding = { code: 'suffix', suffix: suffixIn(ending) }
  const best = bestReading(arrived.slice(0, arrived.length - ending.length))
  if (best === null) return { test: null, isRight: false, findings: [{ code: 'other' }] }
  const { test, text, findings } = best
  const told = [...findings, ...separatorFindings(test, text), ...lostCharacters(test, text)]
  return { test: test.name, isRight: told.length === 0, findings: [...told, ...identifierIn(best), suffix] }
}

interface Reading {
  test: TestCode
  /** After undoing keyboard and disguise, without identifier. */
  text: string
  identifier: string
  findings: Finding[]
  likeness: number
}

/** Of all that may have happened to the keys, what brings the text nearest to a test code; likelier things first. */
function bestReading(arrived: string): Reading | null {
  const readings = [...undoneKeys(arrived)].flat().flatMap(({ text, repairs }) => {
    const open = undisguise(text)
    const identifier = /^\][A-Za-z][0-9A-Za-z]/.exec(open.text)?.[0] ?? ''
    const bare = open.text.slice(identifier.length)
    const findings = [...repairs, ...open.repairs].map(({ code }) => ({ code }) as Finding)
    return testCodes.map((test): Reading => {
      const likeness = likenessOf(test.elementString, bare)
      return { test, text: bare, identifier, findings, likeness }
    })
  })
  const first = readings.reduce<Reading | null>((best, each) => {
    return best === null || each.likeness > best.likeness ? each : best
  }, null)
  return first !== null && first.likeness >= leastLikeness ? first : null
}

function suffixIn(ending: string): 'enter' | 'tab' | 'none' {
  if (/[\r\n]/.test(ending)) return 'enter'
  return ending === '' ? 'none' : 'tab'
}

function identifierIn({ identifier }: Reading): Finding[] {
  return identifier === '' ? [] : [{ code: 'identifier', identifier }]
}

/** Between the end of the lot and the serial stands the separator, or what became of it. */
function separatorFindings({ lot, serial }: TestCode, text: string): Finding[] {
  const lotEnd = lot.slice(-3)
  const from = text.indexOf(lotEnd)
  const to = text.indexOf(`21${serial.slice(0, 4)}`)
  if (from === -1 || to === -1) return text.includes(groupSeparator) ? [] : [{ code: 'separator-missing' }]
  const between = text.slice(from + lotEnd.length, to)
  if (between === groupSeparator) return []
  return between === '' ? [{ code: 'separator-missing' }] : [{ code: 'separator-other', between }]
}

function lostCharacters({ elementString }: TestCode, text: string): Finding[] {
  const kept = commonSubsequence(elementString, text)
  const lost = missingFrom(elementString, kept).replace(groupSeparator, '')
  return lost === '' ? [] : [{ code: 'characters-lost', lost: [...new Set(lost)].join('') }]
}

/** What of `whole` is not in its subsequence `kept`. */
function missingFrom(whole: string, kept: string): string {
  let at = 0
  return Array.from(whole, (character) => {
    if (character !== kept.charAt(at)) return character
    at++
    return ''
  }).join('')
}

/** 0..1 */
function likenessOf(expected: string, text: string): number {
  return (2 * commonSubsequence(expected, text).length) / (expected.length + text.length)
}

/** The longest one, by the usual table. */
function commonSubsequence(a: string, b: string): string {
  let row: string[] = Array.from({ length: b.length + 1 }, () => '')
  for (const character of a) {
    const next = ['']
    for (let j = 1; j <= b.length; j++) {
      const up = row[j] ?? ''
      const left = next[j - 1] ?? ''
      const both = character === b[j - 1] ? (row[j - 1] ?? '') + character : ''
      next.push([both, up, left].reduce((best, each) => (each.length > best.length ? each : best)))
    }
    row = next
  }
  return row[b.length] ?? ''
}
