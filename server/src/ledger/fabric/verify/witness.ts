/** A second peer of the same organisation, read beside the first: a peer's verdicts are its own, and no hash covers them. */
import type { common } from '@hyperledger/fabric-protos'
import { heightOf } from '../following/chainInfo.ts'
import { readBlocks } from '../following/followPeer.ts'
import type { HostGateways, PeerGateway } from '../gateways.ts'

export interface Witness {
  endpoint: string
  /** So many it has of those that the other one has. */
  blocks: number
  /** The next block from the first on; undefined after its last. @throws GatewayError where the peer goes away */
  next: () => Promise<common.Block | undefined>
  close: () => Promise<void>
}

/** null: the organisation has no other peer that answers. */
export async function openWitness(
  host: HostGateways,
  beside: PeerGateway,
  of: number,
): Promise<Witness | null> {
  for (const gateway of host.own()) {
    if (gateway === beside) continue
    const height = await heightOf(gateway.network).catch(() => null)
    if (height === null) continue
    const blocks = Math.min(height, of)
    const stream = readBlocks(gateway, { from: 0, to: blocks - 1 })
    return {
      ...{ endpoint: gateway.endpoint, blocks },
      next: async () => {
        const next = await stream.next()
        return next.done === true ? undefined : next.value.getBlock()
      },
      close: async () => {
        await stream.return(undefined)
      },
    }
  }
  return null
}
