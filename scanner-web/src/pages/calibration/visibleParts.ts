/** A text whose control characters can be seen: as their names, GS for U+001D. */
export function visibleParts(text: string): { shown: string; isControl: boolean }[] {
  const parts = text.split(/([\u0000-\u001f])/).filter((part) => part !== '')
  return parts.map((part) => {
    const name = part.length === 1 ? names.get(part.charCodeAt(0)) : undefined
    const isControl = part.length === 1 && part < ' '
    return { shown: isControl ? (name ?? `#${String(part.charCodeAt(0))}`) : part, isControl }
  })
}

/** ISO/IEC 646 */
const names = new Map([
  [4, 'EOT'],
  [9, 'TAB'],
  [10, 'LF'],
  [13, 'CR'],
  [29, 'GS'],
  [30, 'RS'],
])
