import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { Verification } from '../ledger/verification.ts'
import { loadConfig } from '../config.ts'
import { CommandFailure, exitCodes } from './outcome.ts'
import { progressBar } from './progressBar.ts'
import { readText } from './readText.ts'
import { example, type Open } from './session.ts'

export function ledgerCommands(program: Command, open: Open): void {
  const ledger = program.command('ledger').description('audit the ledger, sign and keep checkpoints')
  const verify = ledger
    .command('verify')
    .description(
      're-apply every block of the embedded ledger and compare, or read every block of a Fabric channel again and compare; ' +
        'beside a running server too',
    )
    .option('--checkpoint <file>', 'tie it to a checkpoint that was kept elsewhere')
    .option('--rules', 'run the installed contracts again over what they wrote (embedded ledger)')
    .action(async (options: { checkpoint?: string; rules?: boolean }, self: Command) => {
      const session = open(self)
      const config = loadConfig()
      if (config.ledger === 'fabric') {
        if (options.rules === true)
          throw new CommandFailure(
            'usage',
            '--rules is for the embedded ledger: on Fabric the peers run the rules',
          )
        const { verifyOnFabric } = await import('./verifyOnFabric.ts')
        const found = await verifyOnFabric(config, {
          ...(options.checkpoint === undefined ? {} : { checkpoint: readText(options.checkpoint) }),
          progress: progressBar(session.terminal, 'blocks verified'),
        })
        session.report(found, describe)
        session.end(found.ok ? exitCodes.done : exitCodes.refused)
        return
      }
      const dir = join(session.config.dataDir, 'ledger')
      if (!existsSync(join(dir, 'data.mdb')))
        throw new CommandFailure('unavailable', `there is no ledger in ${dir}`)
      // The contracts and the ledger's engine take half a second to load: only where they are needed.
      const { verifyLedger } = await import('../ledger/embedded/verify/verifyLedger.ts')
      const bar = progressBar(session.terminal, 'blocks verified')
      const found = await verifyLedger({
        dir,
        rules: options.rules ?? false,
        ...(options.checkpoint === undefined ? {} : { checkpoint: readText(options.checkpoint) }),
        onProgress: ({ block, of }) => {
          bar(block, of)
        },
      })
      session.report(found, describe)
      session.end(found.ok ? exitCodes.done : exitCodes.refused)
    })
  example(verify, 'ledger verify --checkpoint checkpoint.txt --rules')

  const checkpoint = ledger
    .command('checkpoint')
    .description('sign the log as it is now; keep the checkpoint where nobody here can change it')
    .option('--out <file>', 'write the signed note to this file')
    .action(async ({ out }: { out?: string }, self: Command) => {
      const session = open(self)
      const signed = await session.api().post<{ note: string }>('ledger/checkpoints', undefined)
      if (out !== undefined) writeFileSync(out, signed.note)
      session.report(signed, ({ note }) => [
        out === undefined ? note.trimEnd() : `${out}: checkpoint written`,
      ])
    })
  example(checkpoint, 'ledger checkpoint --out checkpoint.txt')
}

function describe({
  ok,
  fault,
  height,
  transactions,
  logSize,
  root,
  rules,
  statements,
}: Verification): string[] {
  return [
    ok ? 'VERIFIED  every block fits' : `BROKEN    ${fault?.reason ?? ''}`,
    ...(fault === null
      ? []
      : [`where     block ${String(fault.block ?? '?')}${fault.key === null ? '' : `, key ${fault.key}`}`]),
    `blocks    ${String(height)}; transactions ${String(transactions.valid)} valid, ${String(transactions.invalid)} invalid`,
    `log       ${String(logSize)} entries, root ${root}`,
    ...(rules === null ? [] : [`rules     ${JSON.stringify(rules)}`]),
    ...statements.map((statement) => `- ${statement}`),
  ]
}
