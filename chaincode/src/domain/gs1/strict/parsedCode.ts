import type { AiEntry } from '../aiEntry.ts'
import { refuse } from './syntaxFault.ts'

/** One element as read. `inPath`: its place in a Digital Link's path was given by the code itself. */
export type ParsedElement = {
  readonly kind: 'element'
  readonly entry: AiEntry
  readonly value: string
  readonly inPath: boolean
}

/** What a code holds, in order: elements, a composite symbol's separator, Digital Link parameters without GS1 meaning. */
export type Item = ParsedElement | { readonly kind: 'composite' } | { readonly kind: 'ignored' }

/** GS1's engine reads at most this many items and this many bytes; so do we, and both bound our work. */
export const maxItems = 64
export const maxBytes = 8191

export function addItem(items: Item[], item: Item): void {
  if (items.length >= maxItems) refuse('Too many AIs')
  items.push(item)
}

export function elementsOf(items: readonly Item[]): ParsedElement[] {
  return items.filter((item) => item.kind === 'element')
}

/**
 * Length and separator rules that hold before a value's components are looked at: a wrong length explains more than
 * a wrong check digit. `^` stands for FNC1 in all that follows.
 */
export function checkValueLength(entry: AiEntry, value: string): void {
  if (value.length < entry.minLength) refuse(`AI (${entry.ai}) value is too short`)
  if (value.length > entry.maxLength) refuse(`AI (${entry.ai}) value is too long`)
  if (value.includes('^')) refuse(`AI (${entry.ai}) contains illegal ^ character`)
}
