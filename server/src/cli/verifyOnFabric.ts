import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openCheckpointKey } from '../ledger/embedded/identity/organisations.ts'
import { BadProfile, loadProfile } from '../ledger/fabric/profile.ts'
import { verifyFabric } from '../ledger/fabric/verify/verifyFabric.ts'
import type { Verification } from '../ledger/verification.ts'
import { openKeystore } from '../platform/keystore.ts'
import { openMasterKey } from '../platform/masterKey.ts'
import { CommandFailure } from './outcome.ts'

/** Reads the whole channel from a peer of the profile. @throws CommandFailure where the profile is bad or the peer is away */
export async function verifyOnFabric(
  config: Config,
  options: { checkpoint?: string; progress: (done: number, of: number) => void },
): Promise<Verification> {
  const { progress, ...checkpoint } = options
  try {
    return await verifyFabric({
      ...{ profile: loadProfile(config.fabricProfile), dir: join(config.dataDir, 'fabric-log') },
      ...checkpoint,
      checkpointKey: checkpointKeyOf(config),
      onProgress: ({ block, of }) => {
        progress(block, of)
      },
    })
  } catch (error) {
    const isAway = error instanceof Error && 'code' in error
    if (error instanceof BadProfile || isAway) throw new CommandFailure('unavailable', error.message)
    throw error
  }
}

/** null where this machine does not keep the node's keys. */
function checkpointKeyOf({ dataDir, secretKeyFile }: Config) {
  if (!existsSync(secretKeyFile ?? join(dataDir, 'secret.key'))) return null
  return openCheckpointKey(openKeystore(dataDir, openMasterKey(dataDir, secretKeyFile)))
}
