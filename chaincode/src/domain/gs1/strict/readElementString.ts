/**
 * Element strings, FNC1 written `^`: `^01095060001343520^10LOT1^21ABC`.
 * Source: GS1 General Specifications 7.8 (element strings and separators).
 */
import { aiEntryAt, type AiEntry } from '../aiEntry.ts'
import { characterSets } from '../lint/characterSets.ts'
import { linters } from '../lint/linters.ts'
import { addItem, type Item } from './parsedCode.ts'
import { refuse } from './syntaxFault.ts'

/** Appends the elements of `data`, a byte string that begins with FNC1, to `items`; throws SyntaxFault at the first fault. */
export function readElementString(data: string, items: Item[] = []): Item[] {
  if (!data.startsWith('^')) refuse('Missing FNC1 in first position')
  if (data.length === 1) refuse('The AI data is empty')
  let position = 1
  while (position < data.length) {
    const entry = aiEntryAt(data, position)
    if (entry === null) {
      refuse(`No known AI is a prefix of: ${data.slice(position, position + 4)}...`)
    }
    const start = position + entry.ai.length
    position = start + checkComponents(entry, data.slice(start, endOfValue(data, start, entry)))
    addItem(items, { kind: 'element', entry, value: data.slice(start, position), inPath: false })
    if (data[position] === '^') position++
    else if (entry.separator && position < data.length) {
      refuse(`AI (${entry.ai}) data is too long`)
    }
  }
  return items
}

function endOfValue(data: string, start: number, entry: AiEntry): number {
  const separator = data.indexOf('^', start)
  const end = separator === -1 ? data.length : separator
  return entry.separator ? end : Math.min(end, start + entry.maxLength)
}

/** Checks `value` component by component and returns how many bytes they take; the rest is the caller's fault to report. */
function checkComponents(entry: AiEntry, value: string): number {
  if (value === '') refuse(`AI (${entry.ai}) data is empty`)
  let position = 0
  for (const component of entry.components) {
    const part = value.slice(position, position + component.max)
    if (component.optional && part === '') continue
    if (part.length < component.min) refuse(`AI (${entry.ai}) data has incorrect length`)
    const fault = firstFault(component.lint, characterSets[component.set](part), part)
    if (fault !== null) refuse(`AI (${entry.ai}): ${fault}`)
    position += part.length
  }
  return position
}

function firstFault(
  names: AiEntry['components'][number]['lint'],
  inSet: string | null,
  part: string,
): string | null {
  if (inSet !== null) return inSet
  for (const name of names) {
    const fault = linters[name](part)
    if (fault !== null) return fault
  }
  return null
}
