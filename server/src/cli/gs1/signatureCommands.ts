/** Signed packs on the command line: nothing here asks a server. */
import type { Command } from 'commander'
import { exitCodes } from '../outcome.ts'
import { readText } from '../readText.ts'
import { example, type Open } from '../session.ts'
import { checkCode, openKeyList } from './checkCode.ts'
import { describeKey, readSigningKey, signCode } from './signCode.ts'
import { signLines } from './signLines.ts'

export function signatureCommands(gs1: Command, open: Open): void {
  const key = gs1
    .command('key <file>')
    .description('what to register of an Ed25519 private key (PEM): its id and its public half')
    .action((file: string, _options: object, self: Command) => {
      open(self).report(describeKey(readSigningKey(readText(file))), ({ keyId, publicKey }) => [
        `key id      ${keyId}`,
        `public key  ${publicKey}`,
      ])
    })
  example(key, 'gs1 key maker.pem   # made by: openssl genpkey -algorithm ed25519 -out maker.pem')

  const sign = gs1
    .command('sign [code]')
    .description('add the maker’s signature (AI 8030) to a code, or to each line of standard input')
    .requiredOption('--key <file>', 'Ed25519 private key, PEM')
    .option('--element-string', 'print element strings, separators as U+001D, instead of the bracketed form')
    .action(
      async (code: string | undefined, options: { key: string; elementString?: true }, self: Command) => {
        const signingKey = readSigningKey(readText(options.key))
        const form = options.elementString ? 'elementString' : 'bracketed'
        if (code === undefined) return signLines(signingKey, form, process.stdin, process.stdout)
        open(self).report(signCode(signingKey, code), (signed) => [signed[form]])
      },
    )
  example(sign, "gs1 sign --key maker.pem '(01)09506000134352(17)280331(10)AX2611(21)K7RQ2M'")

  const check = gs1
    .command('check <code>')
    .description('whose signature a code carries, by a list of keys from GET /api/v1/signing-keys/list')
    .requiredOption('--keys <file>', 'the list, as it was answered')
    .requiredOption('--signed-by <key>', 'verifier key of the operator, from elsewhere than the list')
    .action(async (code: string, options: { keys: string; signedBy: string }, self: Command) => {
      const session = open(self)
      const found = await checkCode(
        await openKeyList(readText(options.keys), options.signedBy),
        code,
        Date.now(),
      )
      session.report(found, describe)
      session.end(found.finding === 'made-by' ? exitCodes.done : exitCodes.refused)
    })
  example(check, "gs1 check --keys keys.json --signed-by 'veritrail/…+1a2b3c4d+AQ…' '(01)0950…'")
}

function describe(found: Awaited<ReturnType<typeof checkCode>>): string[] {
  const { finding, said, proves, provesNot, advice, key, asOf } = found
  const by = key && `Key ${key.keyId} of participant ${key.participant}: compare it with the product’s maker.`
  const dated = `By the list of ${new Date(asOf).toISOString()}: later keys and revocations are not in it.`
  const lines = [`${finding.toUpperCase()}  ${said}`, by, proves, provesNot, advice, dated]
  return lines.filter((line) => line !== null)
}
