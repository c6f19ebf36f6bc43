import type { Hash, Msp, PackTree } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import type { LedgerBlock } from '../../../ledger/port.ts'
import type { Replica } from '../../../ledger/replica.ts'
import type { Endpoint } from '../../../platform/http/endpoint.ts'
import type { Logger } from '../../../platform/logger.ts'
import { createNodeClient } from '../../../platform/nodes/nodeClient.ts'
import { NodeDoor } from '../../../platform/nodes/nodeDoor.ts'
import type { Membership } from '../../../platform/nodes/nodeIdentity.ts'
import type { PackKeys } from '../../packKeys.ts'
import type { LeafStore } from '../leafStore.ts'
import { registeredTrees } from '../registeredTrees.ts'
import { handOver } from './handOver.ts'
import { hostsVerifier } from './hostsVerifier.ts'
import { LeafFetcher } from './leafFetcher.ts'
import { leafRoutes } from './leafRoutes.ts'

export interface LeafExchangeParts {
  leaves: LeafStore
  packKeys: Pick<PackKeys, 'read'>
  replica: Pick<Replica, 'read' | 'keys'>
  hosts: readonly Msp[]
  membership: Membership
  /** Addresses of the other nodes. */
  nodes: readonly string[]
  publicUrl: string
  clock: () => number
  logger: Logger
}

/** Leaf files between this node and the others. */
export interface LeafExchange {
  /** To be mounted below /node. */
  endpoints: Endpoint[]
  /** For every run of blocks that the replica holds from now on. */
  follow(blocks: readonly LedgerBlock[]): void
  /** Checks what is here of the batches registered so far, and fetches what is not. */
  warm(): Promise<void>
  /** @throws Unavailable where no node that verifies packs takes it */
  handOver(root: Hash): Promise<void>
  stop(): Promise<void>
}

export function openLeafExchange(parts: LeafExchangeParts): LeafExchange {
  const { leaves, packKeys, replica, hosts, membership, nodes, publicUrl, clock, logger } = parts
  const verifies = () => hostsVerifier(replica, hosts)
  const useful = ({ keyId }: PackTree) => verifies() || packKeys.read(keyId) !== null
  const client = createNodeClient({ identity: membership.identity, nodes, clock })
  const fetcher = new LeafFetcher({ leaves, client, useful, logger })
  leaves.onMissing = (tree) => fetcher.want(tree)
  const ended = new AbortController()
  const door = new NodeDoor({ trusted: membership.authorities, publicUrl, clock })
  return {
    endpoints: leafRoutes({ door, leaves, replica, verifies }),
    follow: (blocks) => fetcher.follow(blocks),
    warm: () => leaves.warm(registeredTrees(replica).filter(useful)),
    handOver: (root) => handOver({ leaves, client, verifies, logger }, root, ended.signal),
    async stop() {
      ended.abort()
      await fetcher.stop()
    },
  }
}
