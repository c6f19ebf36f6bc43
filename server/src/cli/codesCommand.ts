import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Option, type Command } from 'commander'
import { batchPath, wholeNumber } from './batchCommands.ts'
import { CommandFailure } from './outcome.ts'
import { example, type Open } from './session.ts'

interface CodesOptions {
  out: string
  first?: number
  count?: number
  symbol?: string
}

/** What the file's name asks for. */
const kinds: Readonly<Record<string, string>> = { '.pdf': 'labels.pdf', '.csv': 'codes' }

export function codesCommand(program: Command, open: Open): void {
  const codes = program
    .command('codes <gtin> <lot>')
    .description('the codes of a batch, for its maker: labels to print (.pdf) or a list (.csv)')
    .requiredOption('--out <file>', 'labels.pdf or codes.csv')
    .option('--first <n>', 'from this pack on, counted from 1', wholeNumber)
    .option('--count <n>', 'how many', wholeNumber)
    .addOption(new Option('--symbol <symbol>', 'on the labels').choices(['datamatrix', 'qr']))
    .action(async (gtin: string, lot: string, options: CodesOptions, self: Command) => {
      const session = open(self)
      const { out, ...wanted } = options
      const kind = kinds[extname(out)]
      if (kind === undefined) throw new CommandFailure('usage', `--out ${out} must end in .pdf or .csv`)
      const query = new URLSearchParams(
        Object.entries(wanted).map(([name, value]): [string, string] => [name, String(value)]),
      )
      const path = `${batchPath(gtin, lot)}/${kind}?${query.toString()}`
      const response = await session.api('manufacturer').stream('GET', path)
      const bytes = await save(response, out)
      session.report({ file: out, bytes }, () => [`${out}: ${bytes.toLocaleString('en')} bytes`])
    })
  example(codes, 'codes 09506000134352 AX2611 --count 24 --out labels.pdf')
}

/** Written beside and renamed when whole: half a file is never taken for the whole one. */
async function save(response: Response, file: string): Promise<number> {
  const partial = `${file}.part`
  const out = createWriteStream(partial)
  try {
    if (response.body !== null) await pipeline(Readable.fromWeb(response.body), out)
    await rename(partial, file)
  } catch (error) {
    await rm(partial, { force: true })
    throw new CommandFailure('unavailable', `${file} was not written: ${(error as Error).message}`)
  }
  return out.bytesWritten
}
