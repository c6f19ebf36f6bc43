import type { Writable } from 'node:stream'
import { parseStrict, type StrictMode } from '../../../../chaincode/src/domain/gs1/parseStrict.ts'
import { lineBatches } from './lines.ts'
import { writeLines } from './writeLines.ts'

/**
 * `veritrail gs1 parse`: JSON lines `{"mode":"S"|"D"|"A","in":"..."}` in, one JSON line each out:
 * `{"ok":true,"ai","dl","scan"}` or `{"ok":false,"err"}`. A malformed line is answered and does not stop it.
 */
export async function gs1Parse(input: AsyncIterable<Uint8Array | string>, output: Writable): Promise<void> {
  let number = 0
  for await (const batch of lineBatches(input)) {
    await writeLines(
      output,
      batch.map((line) => answer(line, ++number)),
    )
  }
}

function answer(line: string | null, number: number): string {
  const request = line === null ? null : parseRequest(line)
  if (request === null) return JSON.stringify({ ok: false, err: `malformed input line ${String(number)}` })
  const reading = parseStrict(request.mode, request.in)
  if (!reading.ok) return JSON.stringify(reading)
  return JSON.stringify({ ok: true, ai: reading.ai, dl: reading.dl, scan: reading.scan })
}

function parseRequest(line: string): { mode: StrictMode; in: string } | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || !('mode' in value) || !('in' in value)) return null
  const { mode, in: text } = value
  if ((mode !== 'S' && mode !== 'D' && mode !== 'A') || typeof text !== 'string') return null
  return { mode, in: text }
}
