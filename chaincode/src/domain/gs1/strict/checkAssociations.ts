/**
 * Rules between elements: which exclude, which require one another, repeats, and what a digital signature needs.
 * Source: GS1 General Specifications 4.13 (data relationships), as the Barcode Syntax Dictionary tables them.
 */
import { elementsOf, type Item, type ParsedElement } from './parsedCode.ts'
import { refuse } from './syntaxFault.ts'

/** Throws SyntaxFault at the first rule that the elements break, in the order of their AIs. */
export function checkAssociations(items: readonly Item[]): void {
  const elements = sortedByAi(items)
  for (const element of elements) checkExcluded(element, elements)
  for (const element of elements) checkRequired(element, elements)
  checkRepeats(elements)
  checkSignedKeys(elements)
}

export function sortedByAi(items: readonly Item[]): ParsedElement[] {
  return elementsOf(items).sort((a, b) => (a.entry.ai < b.entry.ai ? -1 : a.entry.ai > b.entry.ai ? 1 : 0))
}

/** `35nn` matches any four-digit AI that begins with 35; an AI never matches itself. */
function matching(pattern: string, self: string, elements: readonly ParsedElement[]): string | undefined {
  const prefix = pattern.replace(/n+$/, '')
  return elements.find(
    ({ entry: { ai } }) => ai.length === pattern.length && ai.startsWith(prefix) && ai !== self,
  )?.entry.ai
}

function checkExcluded({ entry }: ParsedElement, elements: readonly ParsedElement[]): void {
  for (const pattern of entry.excludes) {
    const other = matching(pattern, entry.ai, elements)
    if (other !== undefined) refuse(`It is invalid to pair AI (${entry.ai}) with AI (${other})`)
  }
}

function checkRequired({ entry }: ParsedElement, elements: readonly ParsedElement[]): void {
  const present = (group: string): boolean =>
    group.split('+').every((pattern) => matching(pattern, entry.ai, elements) !== undefined)
  for (const alternatives of entry.requires) {
    if (alternatives.some(present)) continue
    refuse(`Required AIs for AI (${entry.ai}) are not satisfied: ${alternatives.join(',')}`)
  }
}

function checkRepeats(elements: readonly ParsedElement[]): void {
  elements.forEach(({ entry, value }, i) => {
    const next = elements[i + 1]
    if (next?.entry === entry && next.value !== value) {
      refuse(`Multiple instances of AI (${entry.ai}) have different values`)
    }
  })
}

/** Keys whose serial component is optional; a signature must sign one object, not a kind (GS1 General Specifications, AI 8030). */
const optionallySerialised = ['253', '255', '8003']

function checkSignedKeys(elements: readonly ParsedElement[]): void {
  if (!elements.some(({ entry }) => entry.ai === '8030')) return
  for (const ai of optionallySerialised) {
    const key = elements.find(({ entry }) => entry.ai === ai)
    if (key?.value.length === key?.entry.minLength && key !== undefined) {
      refuse(`Serial component must be present for AI (${ai}) when used with AI (8030)`)
    }
  }
}
