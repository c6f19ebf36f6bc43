import type { KeyObject } from 'node:crypto'
import type { Writable } from 'node:stream'
import { CommandFailure } from '../outcome.ts'
import { lineBatches } from './lines.ts'
import { signCode, type SignedCode } from './signCode.ts'
import { writeLines } from './writeLines.ts'

/**
 * One signed code a line, in the order in which they came. @throws CommandFailure refused, naming the line: a printing line
 * must not go on with one code missing
 */
export async function signLines(
  key: KeyObject,
  form: keyof SignedCode,
  input: AsyncIterable<Uint8Array | string>,
  output: Writable,
): Promise<void> {
  let number = 0
  for await (const batch of lineBatches(input)) {
    const signed: string[] = []
    const failure = signUntilFailure(batch, (line) => signed.push(signCode(key, line)[form]))
    await writeLines(output, signed)
    number += signed.length
    if (failure !== null)
      throw new CommandFailure('refused', `line ${String(number + 1)}: ${failure.message}`, {
        line: number + 1,
      })
  }
}

function signUntilFailure(
  lines: readonly (string | null)[],
  signOne: (line: string) => unknown,
): CommandFailure | null {
  try {
    for (const line of lines) signOne(line ?? '')
    return null
  } catch (error) {
    if (error instanceof CommandFailure) return error
    throw error
  }
}
