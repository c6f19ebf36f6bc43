/**
 * Which AIs may stand in a Digital Link's path: a key and any of its qualifiers, in the dictionary's order.
 * Source: GS1 Digital Link Standard: URI Syntax 1.4, section 4.9.
 */
import { aiEntry, allEntries, type AiEntry } from '../aiEntry.ts'

const sequences = new Set<string>([...allEntries()].flatMap(sequencesOf))

function sequencesOf(key: AiEntry): string[] {
  return (key.qualifiers ?? []).flatMap((qualifiers) =>
    choices(qualifiers).map((chosen) => [key.ai, ...chosen].join(' ')),
  )
}

/** All ways to leave some of `qualifiers` out; there are at most three of them. */
function choices(qualifiers: readonly string[]): string[][] {
  return qualifiers.reduce<string[][]>(
    (all, qualifier) => [...all, ...all.map((some) => [...some, qualifier])],
    [[]],
  )
}

export function isPathSequence(ais: readonly string[]): boolean {
  return sequences.has(ais.join(' '))
}

export function isKey(entry: AiEntry): boolean {
  return entry.qualifiers !== null
}

/** The longest path that starts with `key` and takes its qualifiers from `present`. */
export function longestSequence(key: string, present: ReadonlySet<string>): string[] {
  let longest: string[] = []
  for (const qualifiers of aiEntry(key)?.qualifiers ?? []) {
    const chosen = qualifiers.filter((qualifier) => present.has(qualifier))
    if (chosen.length > longest.length) longest = chosen
  }
  return [key, ...longest]
}
