import { readFileSync } from 'node:fs'
import { CommandFailure } from './outcome.ts'

/** A file that the user named. @throws CommandFailure usage */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CommandFailure('usage', `cannot read ${file}: ${(error as Error).message}`)
  }
}
