import type { Command } from 'commander'
import { exitCodes } from './outcome.ts'
import { example, type Open } from './session.ts'

/** The part of the API's answer that a terminal shows. */
interface Verification {
  verdict: string
  said: string
  advice: string | null
  alert: { code: string; kind: string } | null
  repairs: { said: string }[]
  product: { name: string; form: string; strength: string } | null
  batch: { lot: string; expiresOn: string } | null
  signature: { said: string; proves: string | null; provesNot: string | null; advice: string | null } | null
  moves: string[]
  notes: { said: string }[]
  basis: { height: number }
}

export function verifyCommand(program: Command, open: Open): void {
  const verify = program
    .command('verify <code>')
    .description(
      'the verdict on a pack (exit code 0: genuine, 1: any other verdict, 3: no verdict can be given now)',
    )
    .action(async (code: string, _options, self: Command) => {
      const session = open(self)
      const answer = await session.api('pharmacy').post<Verification>('verifications', { code })
      session.report(answer, describe)
      session.end(exitCodeOf(answer.verdict))
    })
  example(verify, "verify '(01)09506000134352(17)281124(10)AX2611(21)ABC123'")
}

function exitCodeOf(verdict: string) {
  if (verdict === 'genuine') return exitCodes.done
  return verdict === 'unavailable' ? exitCodes.unavailable : exitCodes.refused
}

function describe(answer: Verification): string[] {
  const { product, batch, alert, basis } = answer
  return [
    `${answer.verdict.toUpperCase()}  ${answer.said}`,
    ...(answer.advice === null ? [] : [`what to do  ${answer.advice}`]),
    ...(product === null ? [] : [`product     ${product.name} ${product.strength}, ${product.form}`]),
    ...(batch === null ? [] : [`batch       lot ${batch.lot}, expires ${batch.expiresOn}`]),
    ...(alert === null ? [] : [`alert       ${alert.code}: ${alert.kind}`]),
    ...answer.repairs.map(({ said }) => `repaired    ${said}`),
    ...answer.notes.map(({ said }) => `note        ${said}`),
    ...describeSignature(answer.signature),
    ...(answer.moves.length === 0 ? [] : [`may now     ${answer.moves.join(', ')}`]),
    `rests on    ledger height ${String(basis.height)}`,
  ]
}

function describeSignature(signature: Verification['signature']): string[] {
  if (signature === null) return []
  const { said, proves, provesNot, advice } = signature
  return [
    `signature   ${said}`,
    ...(proves === null ? [] : [`  proves    ${proves}`]),
    ...(provesNot === null ? [] : [`  not       ${provesNot}`]),
    ...(advice === null ? [] : [`  to do     ${advice}`]),
  ]
}
