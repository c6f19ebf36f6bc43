/** The commands behind `npm run fabric:…`. */
import { Command, CommanderError } from 'commander'
import { Refusal } from '../refusal.ts'
import { loadNetworkSettings } from '../settings.ts'
import { addPeerTo, addTheOrganisation, renew } from './change.ts'
import { check } from './check.ts'
import { deploy } from './deploy.ts'
import { down } from './down.ts'
import { makePackage } from './makePackage.ts'
import { reset } from './reset.ts'
import { serve } from './serve.ts'
import { status } from './status.ts'
import { up } from './up.ts'

export type Say = (line: string) => void

/** @returns the exit code: 0 done, 1 failed, 2 refused before anything was changed, 130 interrupted */
export async function main(args: readonly string[], say: Say): Promise<number> {
  let code = 0
  const run =
    <Options>(
      work: (settings: ReturnType<typeof loadNetworkSettings>, say: Say, options: Options) => Promise<number>,
    ) =>
    async (options: Options) => {
      code = await work(loadNetworkSettings(), say, options)
    }
  const program = new Command('fabric').exitOverride()
  const command = (name: string, description: string) => program.command(name).description(description)
  command('check', "which of Fabric's programs would be used").action(run(check))
  command('up', 'start the network, from nothing or on what is there')
    .option('--orderers <1|3>', 'how many, when it is made')
    .action(run(up))
  command('down', 'end every process of it; the data stay').action(run(down))
  command('status', 'what runs, how it is, and what is deployed').action(run(status))
  command('reset', 'end it and remove all it holds').action(run(reset))
  command('deploy', 'commit the contract as it is in the source')
    .option(
      '--service',
      'the peers connect to `npm run fabric:serve` instead of starting it: for development',
    )
    .action(run(deploy))
  command('package', 'write the package that other organisations install, and print its id')
    .option('--output <file>', 'default: veritrail.tar.gz')
    .action(run(makePackage))
  command('serve', 'run the contract for a network where it was deployed with --service').action(run(serve))
  command('add-peer', 'one peer more for an organisation')
    .argument('<organisation>', 'its name in the network, such as pharmacies')
    .action(async (name: string) => {
      code = await addPeerTo(loadNetworkSettings(), say, name)
    })
  command('add-organisation', 'one organisation more, with a peer')
    .argument('<msp>', 'such as CustomsMSP')
    .argument('<name>', 'in names of nodes, folders and profiles')
    .action(async (msp: string, name: string) => {
      code = await addTheOrganisation(loadNetworkSettings(), say, msp, name)
    })
  command('renew', 'new keys and certificates for a node, or for the servers of an organisation')
    .argument('<name>', 'such as regulator-0, orderer-1, pharmacies')
    .action(async (name: string) => {
      code = await renew(loadNetworkSettings(), say, name)
    })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof Refusal) {
      say(error.message)
      return 2
    }
    say(error instanceof Error ? error.message : String(error))
    return 1
  }
}
