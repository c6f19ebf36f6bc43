import type { Verification } from './round.ts'

export type Repair = Verification['repairs'][number]

/** What scanners add after every code changes no character of it: nobody has to look at that. The server thinks so too. */
const harmless: readonly Repair['code'][] = ['line-end']

/** The repairs that are shown, and confirmed before anything is recorded. */
export function toldRepairs(answer: Verification | null): Repair[] {
  return answer?.repairs.filter(({ code }) => !harmless.includes(code)) ?? []
}
