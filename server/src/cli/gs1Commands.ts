import type { Command } from 'commander'
import { gs1Parse } from './gs1/gs1Parse.ts'
import { gs1Read } from './gs1/gs1Read.ts'
import { signatureCommands } from './gs1/signatureCommands.ts'
import { example, type Open } from './session.ts'

/** `parse` and `read` stream: one line out for each line in. */
export function gs1Commands(program: Command, open: Open): void {
  const gs1 = program.command('gs1').description('read GS1 codes, sign them, check their signatures')
  const parse = gs1
    .command('parse')
    .description(
      'strictly, from standard input: {"mode":"S"|"D"|"A","in":"..."} lines in (scan data, Digital Link, bracketed)',
    )
    .action(() => gs1Parse(process.stdin, process.stdout))
  example(parse, 'gs1 parse < vectors.jsonl')
  const read = gs1
    .command('read')
    .description('as people scan, from standard input: one scan a line, with what had to be repaired')
    .action(() => gs1Read(process.stdin, process.stdout, new Date().toISOString().slice(0, 10)))
  example(read, 'gs1 read < scans.txt')
  signatureCommands(gs1, open)
}
