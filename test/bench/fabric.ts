/**
 * Our chaincode through our adapter, against a chaincode that does the least through Fabric's own client: the same number of
 * keys of the same size, turn about on one network in one run. Then what following and registering take there.
 *   npm run bench:fabric [-- --json]      needs Fabric's programs (FABRIC_BIN or PATH)
 *   node --import tsx test/bench/fabric.ts [--json] [--seconds N] [--transactions N] [--port-offset N]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findBinaries, type Binaries } from '../../network/src/binaries.ts'
import type { Network } from '../../network/src/network.ts'
import { Refusal } from '../../network/src/refusal.ts'
import { startNetwork } from '../../network/src/startNetwork.ts'
import { openMinimal, openOurs } from './fabric/contestants.ts'
import { compare, drive, median, type Compared } from './fabric/drive.ts'
import { followFromZero } from './fabric/followFromZero.ts'
import { registerBatches } from './fabric/registerBatches.ts'

const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '15' },
    transactions: { type: 'string', default: '10000' },
    'port-offset': { type: 'string', default: '24600' },
  },
})
const seconds = Number(args.seconds)
const say = (line: string) => process.stderr.write(`${line}\n`)
const packsInBatch = 100_000

async function measure(network: Network, folder: string) {
  const ours = await openOurs(network, join(folder, 'ours'), 60_000)
  const minimal = await openMinimal(network, ours.writes)
  let transactions = 0
  const counted = (submit: () => Promise<unknown>) => () => submit().then(() => transactions++)
  const submits = { ours: counted(ours.submit), minimal: counted(minimal.submit) }

  say('warming up')
  for (const call of [submits.ours, submits.minimal]) await drive(16, seconds / 3, call)
  const submit: Compared[] = []
  for (const width of [1, 16, 64]) submit.push(reported('submit', await compare(width, seconds, submits)))
  const evaluates = { ours: ours.evaluate, minimal: minimal.evaluate }
  const evaluate: Compared[] = []
  for (const width of [1, 16, 64])
    evaluate.push(reported('evaluate', await compare(width, seconds / 3, evaluates)))

  say(`${transactions} transactions so far`)
  while (transactions < Number(args.transactions)) await drive(64, 5, submits.ours)
  minimal.close()
  await ours.close()
  const followed = await followFromZero(join(folder, 'new'), ours.profile)
  const registered = await registerBatches(join(folder, 'server'), network.profiles.all, {
    ...{ batches: 3, packs: packsInBatch },
  })
  return {
    keysAndSizes: ours.writes,
    ...{ submit, evaluate },
    follow: { transactions, ...followed, blocksPerSecond: followed.blocks / followed.seconds },
    registering: { packs: packsInBatch, batchesPerMinute: 60_000 / median(registered) },
  }
}

function reported(what: string, compared: Compared): Compared {
  const { inFlight, ours, minimal, ratio } = compared
  const told = ({ perSecond, p95 }: Compared['ours']) => `${perSecond.toFixed(1)}/s, p95 ${p95.toFixed(0)} ms`
  say(
    `${what}, ${inFlight} in flight: ours ${told(ours)}; minimal ${told(minimal)}; ratio ${ratio.toFixed(2)}`,
  )
  return compared
}

function binariesOrExit(): Binaries {
  try {
    return findBinaries(process.env)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say(error.message)
    process.exit(1)
  }
}

const binaries = binariesOrExit()
const folder = mkdtempSync(join(tmpdir(), 'veritrail-bench-'))
const loadBefore = loadavg()[0]
const network = await startNetwork({
  ...{ dir: join(folder, 'network'), binaries, endsWithProcess: true },
  ...{ portOffset: Number(args['port-offset']), say },
})
try {
  const figures = { loadAverage: { before: loadBefore }, ...(await measure(network, folder)) }
  const { follow, registering } = figures
  const result = { ...figures, loadAverage: { before: loadBefore, after: loadavg()[0] }, aim: 0.8 }
  if (args.json) process.stdout.write(`${JSON.stringify(result)}\n`)
  else {
    const lines = [
      `follow from zero: ${follow.transactions} transactions in ${follow.blocks} blocks, ${follow.seconds.toFixed(1)} s, ${follow.blocksPerSecond.toFixed(0)} blocks/s`,
      `batches of ${registering.packs} packs: ${registering.batchesPerMinute.toFixed(1)} a minute`,
      `load average ${String(loadBefore)} before, ${String(loadavg()[0])} after; aim of the submit ratios 0.8`,
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
  }
} finally {
  await network.stop()
  rmSync(folder, { recursive: true, force: true })
}
