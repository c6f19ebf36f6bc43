import { createReadStream } from 'node:fs'
import type { Hash } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { NodeClient } from '../../../platform/nodes/nodeClient.ts'
import { Unavailable } from '../../../platform/unavailable.ts'
import type { LeafStore } from '../leafStore.ts'

export interface HandOverDeps {
  leaves: Pick<LeafStore, 'locate'>
  client: NodeClient
  /** Whether this node verifies packs itself: then its own copy is the one that counts. */
  verifies: () => boolean
  logger: Logger
}

const retryAfterMs = 5_000

/**
 * Hands a leaf file to all other nodes and resolves once one that verifies packs has it on its disk: before a batch names the
 * root, so that the maker's node may then go away. @throws Unavailable where no such node takes it
 */
export async function handOver(
  { leaves, client, verifies, logger }: HandOverDeps,
  root: Hash,
  signal: AbortSignal,
): Promise<void> {
  if (verifies()) return
  const handTo = async (node: string): Promise<void> => {
    const file = leaves.locate(root)
    if (file === null) throw new Unavailable('leaf file')
    const body = { stream: createReadStream(file.path), bytes: file.bytes }
    const answer = await client.ask(node, { method: 'PUT', path: `/node/leaves/${root}`, body, signal })
    answer.resume()
    if (answer.statusCode !== 204) throw new Error(`answered ${String(answer.statusCode)}`)
  }
  try {
    await Promise.any(
      client.nodes.map((node) =>
        handTo(node).catch((err: unknown) => {
          logger.warn({ err, node, root }, 'leaves.notHandedOver')
          throw err
        }),
      ),
    )
  } catch (cause) {
    throw new Unavailable('a node that verifies packs', { retryAfterMs, cause })
  }
}
