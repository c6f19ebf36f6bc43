import { readFileSync } from 'node:fs'
import type { StrictMode } from '../../../chaincode/src/domain/gs1/parseStrict.ts'

export type Row = { readonly mode: StrictMode; readonly in: string } & (
  | { readonly ok: true; readonly ai: string | null; readonly dl: string | null; readonly scan: string }
  | { readonly ok: false; readonly err: string }
)

export const rowSets = ['scan', 'digitallink', 'bracketed'] as const

/** The rows of one file beside this one. */
export function rowsOf(name: (typeof rowSets)[number]): Row[] {
  const text = readFileSync(new URL(`${name}.jsonl`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
}
