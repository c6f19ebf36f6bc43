import type { Writable } from 'node:stream'
import { readScan } from '../../../../chaincode/src/domain/gs1/readScan.ts'
import { lineBatches } from './lines.ts'
import { writeLines } from './writeLines.ts'

/**
 * `veritrail gs1 read`: one scan a line, as a keyboard wedge types it, or as JSON `{"in":"..."}` where it holds control
 * characters; out goes what was read and repaired, one JSON line each. `today` is YYYY-MM-DD.
 */
export async function gs1Read(
  input: AsyncIterable<Uint8Array | string>,
  output: Writable,
  today: string,
): Promise<void> {
  for await (const batch of lineBatches(input)) {
    await writeLines(
      output,
      batch.map((line) => JSON.stringify(readScan(scanOf(line ?? ''), { today }))),
    )
  }
}

/** No GS1 code begins with a brace, so a JSON object is told from a scan by it. */
function scanOf(line: string): string {
  if (!line.startsWith('{')) return line
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null && 'in' in value && typeof value.in === 'string')
      return value.in
  } catch {
    // No JSON: the line itself is what was scanned.
  }
  return line
}
