import { Refusal } from '../../platform/http/problem.ts'

/** What is wrong with a file: the line (from 1, the header is line 1) and the field where they can be named. */
export function fileInvalid(facts: { line?: number; field?: string; reason: string }): Refusal {
  return new Refusal('FILE_INVALID', facts)
}
