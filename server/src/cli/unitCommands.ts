import type { Command } from 'commander'
import { CommandFailure } from './outcome.ts'
import { example, type Open } from './session.ts'

interface UnitAnswer {
  sscc: string
  unitId: string
  height: number
}

export function unitCommands(program: Command, open: Open): void {
  const unit = program.command('unit').description('commission, ship and receive logistic units (SSCC)')
  const commission = unit
    .command('commission <sscc>')
    .description('make a unit with its declared contents')
    .requiredOption('--contents <gtin:lot:quantity...>', 'what it holds; may be given several times')
    .action(async (sscc: string, { contents }: { contents: string[] }, self: Command) => {
      const session = open(self)
      const body = { sscc, contents: contents.map(parseContent) }
      const answer = await session.api('manufacturer', 'wholesaler').post<UnitAnswer>('units', body)
      session.report(answer, describe('commissioned'))
    })
  example(commission, 'unit commission 395060001000000020 --contents 09506000134352:AX2611:48')

  const ship = unit
    .command('ship <sscc>')
    .description('ship a unit: only its holder')
    .requiredOption('--to <gln>', 'the participant that will receive it')
    .action(async (sscc: string, { to }: { to: string }, self: Command) => {
      const session = open(self)
      const answer = await session
        .api('manufacturer', 'wholesaler')
        .post<UnitAnswer>(`units/${sscc}/ship`, { to })
      session.report(answer, describe('shipped'))
    })
  example(ship, 'unit ship 395060001000000020 --to 9506000100203')

  const receive = unit
    .command('receive <sscc>')
    .description('receive a unit: only the participant it was shipped to')
    .action(async (sscc: string, _options, self: Command) => {
      const session = open(self)
      const answer = await session
        .api('wholesaler', 'pharmacy')
        .post<UnitAnswer>(`units/${sscc}/receive`, undefined)
      session.report(answer, describe('received'))
    })
  example(receive, "unit receive 395060001000000013 --as 'Corner Pharmacy'")
}

function parseContent(text: string): { gtin: string; lot: string; quantity: number } {
  const [gtin = '', ...rest] = text.split(':')
  const quantity = Number(rest.pop())
  if (rest.length === 0 || !Number.isInteger(quantity)) {
    throw new CommandFailure('usage', `--contents ${text} must be gtin:lot:quantity`)
  }
  // A lot number may hold a colon itself.
  return { gtin, lot: rest.join(':'), quantity }
}

function describe(done: string): (answer: UnitAnswer) => string[] {
  return ({ sscc, height }) => [`${done}: unit ${sscc} (ledger height ${String(height)})`]
}
