/** One Fabric network for all tests of a run: started by the first suite that wants it, ended with the last test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context, Suite } from 'mocha'
import { findBinaries, type Binaries } from '../../network/src/binaries.ts'
import { layoutOf, nodesOf } from '../../network/src/layout.ts'
import type { Network } from '../../network/src/network.ts'
import { requireFreePorts } from '../../network/src/processes/freePorts.ts'
import { Refusal } from '../../network/src/refusal.ts'
import { startNetwork } from '../../network/src/startNetwork.ts'

/** Within a suite: its tests get the network from the function that this returns. Without Fabric's programs they are skipped, loudly. */
export function useNetwork(): () => Network {
  let network: Network | undefined
  before(async function () {
    this.timeout(180_000)
    const binaries = binariesOrSkip(this)
    network = await (started ??= start(binaries))
  })
  return () => {
    if (network === undefined) throw new Error('the network is there from the first test on')
    return network
  }
}

/** For suites with a network of their own. */
export function binariesOrSkip(hook: Context): Binaries {
  try {
    return findBinaries(process.env)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [skipReason] = error.message.split('. ')
    hook.test?.parent?.eachTest((test) => Object.assign(test, { skipReason }))
    return hook.skip()
  }
}

/** Below the ports that the system gives to outgoing connections, and apart by more than a network's ports span. */
const offsets = [12_000, 14_100, 16_200, 18_300, 20_400, 22_500]

/** A port offset with which nothing else listens, so that two runs on one machine do not meet. */
export async function freePortOffset(): Promise<number> {
  for (const offset of offsets) {
    const free = await requireFreePorts(nodesOf(layoutOf('', offset, 3))).then(
      () => true,
      () => false,
    )
    if (free) return offset
  }
  throw new Error(`ports are taken at every offset of ${offsets.join(', ')}`)
}

let dir: string | undefined
let started: Promise<Network> | undefined

async function start(binaries: Binaries): Promise<Network> {
  dir = mkdtempSync(join(tmpdir(), 'veritrail-fabric-'))
  return await startNetwork({
    ...{ dir, binaries, portOffset: await freePortOffset(), endsWithProcess: true },
    // Contracts that wait for ever are part of the suite; Fabric's 30 s are not.
    settings: { executeTimeoutMs: 4_000 },
  })
}

after(async function () {
  this.timeout(60_000)
  const network = await started?.catch(() => undefined)
  await network?.stop()
  if (dir === undefined) return
  const failed = hasFailed(this.test?.parent)
  if (failed) process.stdout.write(`the nodes' logs are kept in ${dir}/logs\n`)
  for (const path of failed ? [join(dir, 'nodes'), join(dir, 'packages')] : [dir])
    rmSync(path, { recursive: true, force: true })
})

function hasFailed(suite: Suite | undefined): boolean {
  let failed = false
  suite?.eachTest((test) => (failed ||= test.state === 'failed'))
  return failed
}
