/** Bracketed element strings: `(01)09506000134352(10)LOT1`, a data bracket written `\(`. Source: GS1 General Specifications 4.14. */
import { aiEntry } from '../aiEntry.ts'
import { readElementString } from './readElementString.ts'
import { addItem, checkValueLength, maxBytes, type Item } from './parsedCode.ts'
import { refuse } from './syntaxFault.ts'

const unparsable = 'Failed to parse AI data'

/** Appends the elements of `text` (a byte string) to `items` and returns the element string they make; throws SyntaxFault. */
export function readBracketed(text: string, items: Item[] = []): string {
  const data: string[] = []
  let separatorDue = true
  let length = 0
  let position = 0
  while (position < text.length) {
    const close = text.charAt(position) === '(' ? text.indexOf(')', position + 1) : -1
    if (close === -1) refuse(unparsable)
    const ai = text.slice(position + 1, close)
    const entry = aiEntry(ai)
    if (entry === null) refuse(`Unrecognised AI: ${ai}`)
    if (close + 1 === text.length) refuse(unparsable)
    const end = endOfValue(text, close + 1)
    const value = text.slice(close + 1, end).replaceAll('\\(', '(')
    const piece = (separatorDue ? '^' : '') + ai + value
    length += piece.length
    if (length > maxBytes) refuse(unparsable)
    data.push(piece)
    checkValueLength(entry, value)
    addItem(items, { kind: 'element', entry, value, inPath: false })
    separatorDue = entry.separator
    position = end
  }
  readElementString(data.join(''))
  return data.join('')
}

/** The next opening bracket without a backslash before it, or the end. */
function endOfValue(text: string, start: number): number {
  let bracket = text.indexOf('(', start)
  while (bracket !== -1 && text[bracket - 1] === '\\') bracket = text.indexOf('(', bracket + 1)
  return bracket === -1 ? text.length : bracket
}
