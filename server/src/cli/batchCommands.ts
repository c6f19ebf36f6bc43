import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { Option, type Command } from 'commander'
import { CommandFailure } from './outcome.ts'
import { progressBar } from './progressBar.ts'
import { example, type Open, type Session } from './session.ts'

interface Registered {
  gtin: string
  lot: string
  packs: number
  height: number
}

interface RegisterOptions {
  gtin?: string
  lot?: string
  expiry?: string
  count?: number
  markets?: string
}

export function batchCommands(program: Command, open: Open): void {
  const batch = program.command('batch').description('register, extend, recall and withdraw batches')
  registerCommand(batch, open)
  extendCommand(batch, open)
  stopCommand(batch, open, 'recall', 'stop a batch and call its packs back')
  stopCommand(batch, open, 'withdraw', 'take a batch from the market')
  liftCommand(batch, open)
}

function registerCommand(batch: Command, open: Open): void {
  const register = batch
    .command('register [file]')
    .description(
      'register a batch from a CSV file (gtin,lot,expiry,serial), or with --count serials drawn for it',
    )
    .option('--gtin <gtin>')
    .option('--lot <lot>')
    .option('--expiry <date>', 'YYYY-MM-DD')
    .option('--count <n>', 'draw so many serials of 80 random bits', wholeNumber)
    .option('--markets <list>', 'where it may be sold, ISO 3166-1 alpha-2 with commas, as DE,FR')
    .action(async (file: string | undefined, options: RegisterOptions, self: Command) => {
      const session = open(self)
      if (file !== undefined) await importFile(session, file, options)
      else await registerDrawn(session, options)
    })
  example(register, 'batch register packs.csv --markets DE,FR')
}

async function importFile(session: Session, file: string, { markets }: RegisterOptions): Promise<void> {
  const { size } = await stat(file).catch((error: unknown) => {
    throw new CommandFailure('usage', `cannot read ${file}: ${(error as Error).message}`)
  })
  const bar = progressBar(session.terminal, 'bytes sent')
  let sent = 0
  const counted = createReadStream(file).pipe(
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        sent += chunk.length
        bar(sent, size)
        done(null, chunk)
      },
    }),
  )
  const content = Readable.toWeb(counted) as ReadableStream<Uint8Array>
  const query = markets === undefined ? '' : `?markets=${encodeURIComponent(markets)}`
  const api = session.api('manufacturer')
  const response = await api.stream('POST', `batches/import${query}`, { type: 'text/csv', content })
  const imported = (await response.json()) as { rows: number; batches: Registered[] }
  session.report(imported, ({ batches }) => batches.flatMap(describe))
}

async function registerDrawn(session: Session, options: RegisterOptions): Promise<void> {
  const { gtin, lot, expiry: expiresOn, count, markets } = options
  if (gtin === undefined || lot === undefined || expiresOn === undefined || count === undefined) {
    throw new CommandFailure('usage', 'give a CSV file, or --gtin, --lot, --expiry and --count')
  }
  const body = { gtin, lot, expiresOn, count, markets: markets?.split(',') ?? [] }
  session.report(await session.api('manufacturer').post<Registered>('batches', body), describe)
}

function extendCommand(batch: Command, open: Open): void {
  const extend = batch
    .command('extend <gtin> <lot>')
    .description('register more packs of a batch')
    .requiredOption('--count <n>', 'draw so many serials', wholeNumber)
    .action(async (gtin: string, lot: string, { count }: { count: number }, self: Command) => {
      const session = open(self)
      const api = session.api('manufacturer')
      session.report(await api.post<Registered>(`${batchPath(gtin, lot)}/extend`, { count }), describe)
    })
  example(extend, 'batch extend 09506000134352 AX2611 --count 500')
}

function stopCommand(batch: Command, open: Open, verb: 'recall' | 'withdraw', summary: string): void {
  const stop = batch
    .command(`${verb} <gtin> <lot>`)
    .description(summary)
    .requiredOption('--reason <text>', 'for everybody to read, at most 200 characters')
    .addOption(new Option('--class <n>', '1 is the gravest').choices(['1', '2', '3']).makeOptionMandatory())
    .action(async (gtin: string, lot: string, options: { reason: string; class: string }, self: Command) => {
      const session = open(self)
      const body = { reason: options.reason, class: Number(options.class) }
      const api = session.api('manufacturer', 'regulator')
      session.report(await api.post<Stopped>(`${batchPath(gtin, lot)}/${verb}`, body), describeStop)
    })
  example(stop, `batch ${verb} 09506000134352 AX2611 --class 2 --reason 'Foreign matter found'`)
}

interface Stopped {
  gtin: string
  lot: string
  kind: string
  height: number
}

function describeStop({ gtin, lot, kind, height }: Stopped): string[] {
  return [`${kind}: ${gtin}, lot ${lot} (ledger height ${String(height)})`]
}

function liftCommand(batch: Command, open: Open): void {
  const lift = batch
    .command('lift <gtin> <lot>')
    .description('lift a recall or a withdrawal: the regulator alone')
    .requiredOption('--reason <text>')
    .addOption(new Option('--kind <kind>').choices(['recalled', 'withdrawn']).makeOptionMandatory())
    .action(async (gtin: string, lot: string, options: { reason: string; kind: string }, self: Command) => {
      const session = open(self)
      const lifted = await session.api('regulator').post<Stopped>(`${batchPath(gtin, lot)}/lift`, options)
      session.report(lifted, (answer) => describeStop({ ...answer, kind: `no longer ${answer.kind}` }))
    })
  example(lift, "batch lift 09506000134352 AX2611 --kind recalled --reason 'Laboratory found nothing'")
}

export function batchPath(gtin: string, lot: string): string {
  return `batches/${encodeURIComponent(gtin)}/${encodeURIComponent(lot)}`
}

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new CommandFailure('usage', `${JSON.stringify(text)} is not a number from 1`)
  return Number(text)
}

function describe({ gtin, lot, packs, height }: Registered): string[] {
  return [
    `registered: ${gtin}, lot ${lot}: ${packs.toLocaleString('en')} packs (ledger height ${String(height)})`,
  ]
}
