import { isDeepStrictEqual } from 'node:util'
import { productChaincode } from '../chaincode/bundle.ts'
import { definitionVersion } from '../chaincode/packageChaincode.ts'
import { collections } from '../config/collections.ts'
import { endorsement } from '../config/policies.ts'
import { withFolderLock } from '../folder/folderLock.ts'
import { readDeployments } from '../folder/deployments.ts'
import { readNetworkFile } from '../folder/networkFile.ts'
import { isFree } from '../processes/freePorts.ts'
import { Refusal } from '../refusal.ts'
import type { NetworkSettings } from '../settings.ts'
import { openNetwork } from '../startNetwork.ts'
import type { Say } from './main.ts'

/** A new package, approved by every organisation, committed under the next sequence. */
export async function deploy(
  { dir, binaries }: NetworkSettings,
  say: Say,
  { service }: { service?: true },
): Promise<number> {
  const network = openNetwork({ dir, binaries: binaries() })
  const down = network.nodes().filter(({ pid }) => pid === null)
  if (down.length > 0)
    throw new Refusal(
      `${down.map(({ name }) => name).join(', ')} must run for a deployment: npm run fabric:up`,
    )

  const source = { ...(await productChaincode()), asService: service === true }
  const rule = endorsement(readNetworkFile(dir)?.organisations)
  const wanted = { version: definitionVersion(source), endorsement: rule, collections }
  const last = readDeployments(dir).find(({ name }) => name === source.name)
  if (last !== undefined) {
    const { version, sequence } = last
    if (isDeepStrictEqual({ version, endorsement: last.endorsement, collections: last.collections }, wanted))
      throw new Refusal(`nothing has changed: ${source.name} ${version} is committed as sequence ${sequence}`)
  }
  if (source.asService && (await isFree(network.servicePort)))
    throw new Refusal('nothing serves the contract: run npm run fabric:serve first, beside this command')
  const { sequence, packageId } = await withFolderLock(dir, () => network.deploy(source))
  say(`committed ${packageId} as sequence ${sequence}`)
  return 0
}
