import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Writes `lines` in one go and waits until the reader has kept up. */
export async function writeLines(output: Writable, lines: readonly string[]): Promise<void> {
  if (!output.write(lines.map((line) => `${line}\n`).join(''))) await once(output, 'drain')
}
