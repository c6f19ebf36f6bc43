/** A look into a maker's file before it is sent: as much as the eye wants. The server alone judges it. */
export const csvColumns = ['gtin', 'lot', 'expiry', 'serial'] as const

export interface CsvPreview {
  /** As the server finds it: in the header. */
  delimiter: ',' | ';'
  header: string
  isHeaderRight: boolean
  /** `line` counts from 1, the header's. */
  rows: { line: number; fields: string[] }[]
}

const shown = 8
/** Before and after a faulty line. */
const around = 3

/** @param faultyLine from 1; the rows around it instead of the first ones */
export async function readCsvPreview(file: Blob, faultyLine: number | null = null): Promise<CsvPreview> {
  const first = faultyLine === null ? 2 : Math.max(2, faultyLine - around)
  const last = faultyLine === null ? 1 + shown : Math.max(2, faultyLine + around)
  let header = ''
  const rows: CsvPreview['rows'] = []
  let line = 0
  for await (const text of linesOf(file)) {
    line++
    if (line === 1) header = text
    else if (line >= first && text !== '')
      rows.push({ line, fields: splitCsvLine(text, delimiterOf(header)) })
    if (line >= last) break
  }
  const delimiter = delimiterOf(header)
  return { delimiter, header, isHeaderRight: header === csvColumns.join(delimiter), rows }
}

function delimiterOf(header: string): ',' | ';' {
  return header.includes(';') ? ';' : ','
}

/** None of the values may hold a line break, so a line is a row. */
async function* linesOf(file: Blob): AsyncGenerator<string> {
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const lines = (rest + value).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield line.replace(/\r$/, '')
    }
    if (rest !== '') yield rest.replace(/\r$/, '')
  } finally {
    await reader.cancel()
  }
}

/** RFC 4180, section 2: a quoted value holds separators, and a quote as two. */
export function splitCsvLine(line: string, delimiter: string): string[] {
  const fields: string[] = []
  let at = 0
  while (at <= line.length) {
    const quoted = line[at] === '"' ? /^"((?:[^"]|"")*)"/.exec(line.slice(at)) : null
    if (quoted !== null) {
      fields.push((quoted[1] ?? '').replaceAll('""', '"'))
      at += quoted[0].length + 1
      continue
    }
    const end = line.indexOf(delimiter, at)
    fields.push(line.slice(at, end === -1 ? undefined : end))
    if (end === -1) break
    at = end + 1
  }
  return fields
}
