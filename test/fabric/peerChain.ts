/** A peer's own chain as it tells it: what was valid there, and what its state came to. */
import assert from 'node:assert/strict'
import { common } from '@hyperledger/fabric-protos'
import type { Network } from '../../network/src/network.ts'
import { accessPeer } from './peerAccess.ts'

export interface PeerChain {
  /** Validation code of every transaction; of a repeated id, the first one's. */
  codes: Map<string, number>
  /** Of the last block: Fabric's running hash over every block's validation codes and written state. */
  commitHash: string
}

/** Blocks 0 to `last` of one peer, waiting for those that it does not have yet. */
export async function readChain(network: Network, node: string, last: number): Promise<PeerChain> {
  const msp = network.node(node).msp ?? assert.fail(`${node} is no peer`)
  const access = accessPeer(network, node, msp)
  const codes = new Map<string, number>()
  let commitHash = ''
  try {
    const blocks = await access.gateway.getNetwork(network.channel).getBlockEvents({ startBlock: 0n })
    for await (const block of blocks) {
      const metadata = block.getMetadata()?.getMetadataList_asU8() ?? []
      const flags = metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array()
      for (const [index, envelope] of (block.getData()?.getDataList_asU8() ?? []).entries()) {
        const txId = transactionIdOf(envelope)
        if (!codes.has(txId)) codes.set(txId, flags[index] ?? assert.fail(`no flag for ${txId}`))
      }
      commitHash = Buffer.from(metadata[common.BlockMetadataIndex.COMMIT_HASH] ?? []).toString('hex')
      if (block.getHeader()?.getNumber() === last) break
    }
    blocks.close()
  } finally {
    access.close()
  }
  return { codes, commitHash }
}

/** The same blocks with the same codes and the same state on every peer; returns the chain that they all have. */
export async function readAgreedChain(network: Network, last: number): Promise<PeerChain> {
  const peers = network.nodes().filter(({ kind }) => kind === 'peer')
  const chains = await Promise.all(peers.map(({ name }) => readChain(network, name, last)))
  const [first] = chains
  if (first === undefined) assert.fail('the network has no peer')
  assert.notEqual(first.commitHash, '')
  for (const [index, chain] of chains.entries())
    assert.deepEqual(chain, first, `${peers[index]?.name ?? ''} and ${peers[0]?.name ?? ''} differ`)
  return first
}

function transactionIdOf(envelope: Uint8Array): string {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope).getPayload_asU8(),
  )
  const header = payload.getHeader()?.getChannelHeader_asU8() ?? assert.fail('an envelope without header')
  return common.ChannelHeader.deserializeBinary(header).getTxId()
}
