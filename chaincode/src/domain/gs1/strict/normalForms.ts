/** The normal forms that GS1's engine prints: bracketed element string and Digital Link, from byte strings to byte strings. */
import { elementsOf, type Item, type ParsedElement } from './parsedCode.ts'
import { isKey, longestSequence } from './pathSequence.ts'
import { percentEncode, toBracketed } from '../write.ts'

/** `(01)...(10)...`; null where there is nothing with GS1 meaning. */
export function bracketedForm(items: readonly Item[]): string | null {
  if (items.length === 0) return null
  return items.map(bracketedItem).join('')
}

function bracketedItem(item: Item): string {
  if (item.kind === 'composite') return '|'
  return item.kind === 'ignored' ? '' : toBracketed([{ ai: item.entry.ai, value: item.value }])
}

/** Longer links are not made: twice what the engine reads. */
const maxLinkBytes = 16382

/**
 * `<stem>/01/.../10/...?17=...`: the code's own path if it had one, else the first key with as many qualifiers as there
 * are; then the attributes, predefined lengths first. Null where no key is there or an AI may not be an attribute.
 */
export function digitalLinkForm(items: readonly Item[], stem: string): string | null {
  const elements = elementsOf(items)
  const path = pathOf(elements)
  const inPath = new Set(path.map(({ entry }) => entry.ai))
  const attributes = distinct(elements.filter(({ entry }) => !inPath.has(entry.ai)))
  if (path.length === 0 || attributes.some(({ entry }) => !entry.attribute)) return null
  const ordered = [
    ...attributes.filter(({ entry }) => !entry.separator),
    ...attributes.filter(({ entry }) => entry.separator),
  ]
  const segments = path.map(({ entry, value }) => `/${entry.ai}/${percentEncode(value)}`).join('')
  const query = ordered.map(({ entry, value }) => `${entry.ai}=${percentEncode(value)}`).join('&')
  const link = stem.replace(/\/$/, '') + segments + (query === '' ? '' : `?${query}`)
  return link.length > maxLinkBytes ? null : link
}

function pathOf(elements: readonly ParsedElement[]): ParsedElement[] {
  const given = elements.filter(({ inPath }) => inPath)
  if (given.length > 0) return given
  const key = elements.find(({ entry }) => isKey(entry))
  if (key === undefined) return []
  const present = new Set(elements.map(({ entry }) => entry.ai))
  return longestSequence(key.entry.ai, present).flatMap(
    (ai) => elements.find(({ entry }) => entry.ai === ai) ?? [],
  )
}

/** Repeats carry the same value: only the first is written. */
function distinct(elements: readonly ParsedElement[]): ParsedElement[] {
  return [...new Map(elements.map((element) => [element.entry.ai, element])).values()]
}
