import { withFolderLock } from '../folder/folderLock.ts'
import { Refusal } from '../refusal.ts'
import type { NetworkSettings } from '../settings.ts'
import { startNetwork } from '../startNetwork.ts'
import type { Say } from './main.ts'

/** Its nodes go on when it returns. Interrupted, or when it fails, it ends those that it started. */
export async function up(
  { dir, portOffset, binaries }: NetworkSettings,
  say: Say,
  { orderers }: { orderers?: string },
): Promise<number> {
  if (orderers !== undefined && orderers !== '1' && orderers !== '3')
    throw new Refusal(`--orderers is ${orderers}; it must be 1 or 3`)
  const began = performance.now()
  const timed = (line: string) =>
    say(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`)
  const found = binaries()
  say(`Hyperledger Fabric ${found.version}`)

  const interruption = new AbortController()
  const interrupt = () => interruption.abort(new Error('interrupted: what was started is ended again'))
  // Again and again, too: the end of what was started is not to be cut short.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  try {
    const network = await withFolderLock(dir, () =>
      startNetwork({
        ...{ dir, binaries: found, say: timed, interrupted: interruption.signal },
        ...(portOffset !== undefined && { portOffset }),
        ...(orderers !== undefined && { orderers: orderers === '1' ? 1 : 3 }),
      }),
    )
    say(`The network is up. A server joins with LEDGER=fabric FABRIC_PROFILE=${network.profiles.all}`)
    say('npm run fabric:status looks at it, npm run fabric:down ends it.')
    return 0
  } catch (error) {
    if (!interruption.signal.aborted) throw error
    say((interruption.signal.reason as Error).message)
    return 130
  }
}
