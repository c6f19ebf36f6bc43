/** What a peer's own system chaincode tells of its chain (core/scc/qscc). */
import { common } from '@hyperledger/fabric-protos'
import type { Network } from '@hyperledger/fabric-gateway'

/** Number of blocks that the peer has. */
export async function heightOf(network: Network): Promise<number> {
  const answer = await network.getContract('qscc').evaluateTransaction('GetChainInfo', network.getName())
  return common.BlockchainInfo.deserializeBinary(answer).getHeight()
}

export async function blockOf(network: Network, height: number): Promise<common.Block> {
  const args = [network.getName(), String(height)]
  const answer = await network.getContract('qscc').evaluateTransaction('GetBlockByNumber', ...args)
  return common.Block.deserializeBinary(answer)
}
