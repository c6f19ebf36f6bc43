import type { Command } from 'commander'
import { packMoves, type Role } from '../../../chaincode/src/domain/ledgerApi.ts'
import { transitions } from '../../../chaincode/src/domain/transitions.ts'
import { movePaths } from '../batches/packs/movePaths.ts'
import { example, type Open } from './session.ts'

/** What the server answers to a move. */
interface PackAnswer {
  gtin: string
  lot: string
  state: string
  height: number
}

const said: Readonly<Record<string, string>> = {
  supply: 'dispense it to a patient',
  export: 'take it out of the Union',
  sample: 'take it as a sample',
  'give-free-sample': 'give it away as a free sample',
  'check-out': 'take it out for repackaging',
  lock: 'lock it, so that nobody can supply it',
  destroy: 'destroy it for good',
  'report-stolen': 'report it stolen, for good',
  unlock: 'undo the lock',
  undo: 'undo the last move, at the same site and in time',
}

export function packCommands(program: Command, open: Open): void {
  const pack = program.command('pack').description('change the state of one pack, by its scanned code')
  const verbs: [string, readonly Role[]][] = [
    ...packMoves.map((move): [string, readonly Role[]] => [movePaths[move], transitions[move].who]),
    ['unlock', transitions.lock.who],
    ['undo', ['pharmacy', 'hospital']],
  ]
  for (const [verb, who] of verbs) {
    const command = pack
      .command(`${verb} <code>`)
      .description(said[verb] ?? verb)
      .option('--confirmed', 'I have seen what had to be repaired in the code, and it is right')
      .action(async (code: string, { confirmed = false }: { confirmed?: boolean }, self: Command) => {
        const session = open(self)
        const body = { code, confirmed }
        const answer = await session.api(...preferred(who)).post<PackAnswer>(`packs/${verb}`, body)
        session.report(answer, describe)
      })
    example(command, `pack ${verb} '(01)09506000134352(17)281231(10)A1(21)ABC123'`)
  }
}

/** In the demo world a move that anybody may make is made by the pharmacy at the counter. */
function preferred(who: readonly Role[]): readonly Role[] {
  return who.includes('pharmacy') ? ['pharmacy'] : who
}

function describe({ gtin, lot, state, height }: PackAnswer): string[] {
  return [`${state}: pack of ${gtin}, lot ${lot} (ledger height ${String(height)})`]
}
