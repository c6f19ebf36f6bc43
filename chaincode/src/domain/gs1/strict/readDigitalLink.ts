/** GS1 Digital Link URIs. Source: GS1 Digital Link Standard: URI Syntax 1.4, sections 4.2 to 4.11; RFC 3986. */
import { aiEntry, type AiEntry } from '../aiEntry.ts'
import { sortedByAi } from './checkAssociations.ts'
import { readElementString } from './readElementString.ts'
import { addItem, checkValueLength, elementsOf, type Item } from './parsedCode.ts'
import { isKey, isPathSequence } from './pathSequence.ts'
import { refuse } from './syntaxFault.ts'
import { toElementString } from '../write.ts'

/** Only these four: the scheme is written in one case. */
const scheme = /^(https|HTTPS|http|HTTP):\/\//

/** RFC 3986, section 2: reserved, unreserved and the percent sign. */
const uriCharacters = /^[-A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%]*$/
const notInDomain = /[_~?#@!$&'()*+,;=%]/

export function isWebAddress(text: string): boolean {
  return scheme.test(text)
}

/** The items of a web address (a byte string), path first, then query; throws SyntaxFault where it is no Digital Link. */
export function readDigitalLink(uri: string): Item[] {
  if (!uriCharacters.test(uri)) refuse('URI contains illegal characters')
  const { path, query } = splitAddress(uri.replace(scheme, ''))
  const start = keyPosition(path)
  if (start === null) refuse('No GS1 DL keys found in path info')
  const items: Item[] = []
  readPath(path.slice(start), items)
  const inPath = elementsOf(items).map(({ entry }) => entry.ai)
  readQuery(query, items)
  if (!isPathSequence(inPath)) {
    refuse('The AIs in the path are not a valid key-qualifier sequence for the key')
  }
  checkAttributes(inPath, items)
  const elements = elementsOf(items).map(({ entry, value }) => ({ ai: entry.ai, value }))
  readElementString(`^${toElementString(elements, '^')}`)
  return items
}

function splitAddress(rest: string): { path: string; query: string } {
  const slash = rest.indexOf('/')
  const domain = slash === -1 ? rest : rest.slice(0, slash)
  if (notInDomain.test(domain)) refuse('Domain contains illegal characters')
  if (slash < 1) refuse('URI must contain a domain and path info')
  const [beforeFragment = ''] = rest.slice(slash).split('#', 1)
  const mark = beforeFragment.indexOf('?')
  if (mark === -1) return { path: beforeFragment, query: '' }
  return { path: beforeFragment.slice(0, mark), query: beforeFragment.slice(mark + 1) }
}

/** Where in `path` the key's `/AI/` begins: pairs of AI and value are walked from the end until a key is met. */
function keyPosition(path: string): number | null {
  let end = path.length
  for (;;) {
    const valueSlash = path.lastIndexOf('/', end - 1)
    if (valueSlash <= 0 || end === 0) return null
    const aiSlash = path.lastIndexOf('/', valueSlash - 1)
    const entry = aiEntry(path.slice(aiSlash + 1, valueSlash))
    if (entry === null) return null
    if (isKey(entry)) return aiSlash
    end = aiSlash
  }
}

/** `/AI/value` again and again: `keyPosition` saw that each AI is known. */
function readPath(path: string, items: Item[]): void {
  const parts = path.split('/')
  for (let i = 1; i < parts.length; i += 2) {
    const entry = aiEntry(parts[i] ?? '')
    if (entry === null) refuse('No GS1 DL keys found in path info')
    const encoded = parts[i + 1] ?? ''
    if (encoded === '') refuse(`AI (${entry.ai}) value path element is empty`)
    const value = percentDecode(encoded)
    if (value.includes('\u0000')) {
      refuse(`Decoded AI (${entry.ai}) from DL path info contains illegal null character`)
    }
    checkValueLength(entry, value)
    addItem(items, { kind: 'element', entry, value, inPath: true })
  }
}

function readQuery(query: string, items: Item[]): void {
  // Separators may be doubled; only one at the very end makes an empty parameter.
  for (const parameter of query
    .replace(/&+/g, '&')
    .replace(/^&(?=.)/, '')
    .split('&')) {
    if (query !== '') addItem(items, readParameter(parameter))
  }
}

/** Digits must name a known AI; anything else that is no `AI=value` has no GS1 meaning. */
function readParameter(parameter: string): Item {
  const equals = parameter.indexOf('=')
  const name = parameter.slice(0, equals)
  if (equals === -1 || !/^[0-9]*$/.test(name)) return { kind: 'ignored' }
  const entry = aiEntry(name)
  if (entry === null) refuse(`Unknown AI (${name}) in query parameters`)
  const encoded = parameter.slice(equals + 1)
  if (encoded === '') refuse(`AI (${name}) value query element is empty`)
  const value = percentDecode(encoded.replaceAll('+', ' '))
  if (value.includes('\u0000')) {
    refuse(`Decoded AI (${name}) value from DL query params contains illegal null character`)
  }
  checkValueLength(entry, value)
  return { kind: 'element', entry, value, inPath: false }
}

/** `%hh` to its byte; a percent sign without two hexadecimal digits stays what it is. */
function percentDecode(encoded: string): string {
  return encoded.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

function checkAttributes(inPath: readonly string[], items: readonly Item[]): void {
  const sorted = sortedByAi(items)
  sorted.forEach(({ entry }, i) => {
    if (sorted[i + 1]?.entry === entry) refuse(`AI (${entry.ai}) is duplicated`)
  })
  for (const element of sorted) if (!element.inPath) checkAttribute(element.entry, inPath)
}

function checkAttribute(entry: AiEntry, inPath: readonly string[]): void {
  if (!entry.attribute) refuse(`AI (${entry.ai}) is not a valid DL URI data attribute`)
  for (let place = 1; place <= inPath.length; place++) {
    if (isPathSequence([...inPath.slice(0, place), entry.ai, ...inPath.slice(place)])) {
      refuse(`AI (${entry.ai}) from query params should be in the path info`)
    }
  }
}
