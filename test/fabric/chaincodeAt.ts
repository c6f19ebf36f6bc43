/** One chaincode as a test calls it at a peer: who endorses is the test's to say, and the peers' verdict is the answer. */
import { setTimeout as pause } from 'node:timers/promises'
import { EndorseError, type GatewayError, type Network as Channel } from '@hyperledger/fabric-gateway'
import { v7 } from 'uuid'
import { canonicalJson } from '../../chaincode/src/domain/canonicalJson.ts'
import type {
  Msp,
  Queries,
  QueryInput,
  QueryName,
  TransactionInput,
  TransactionName,
} from '../../chaincode/src/domain/ledgerApi.ts'
import type { Network } from '../../network/src/network.ts'
import { accessPeer, type PeerAccess } from './peerAccess.ts'

/** What became of a transaction that was ordered. */
export interface Verdict {
  txId: string
  /** Fabric's TxValidationCode. */
  code: number
  block: number
}

export interface SubmitWith {
  /** The organisations whose peers are asked, and no others; default: whom the gateway finds. */
  endorsers?: Msp[]
  secret?: Record<string, Uint8Array>
}

export interface ChaincodeAt {
  name: string
  channel: Channel
  access: PeerAccess
  /** @throws EndorseError when no transaction came of it */
  submit<Fn extends TransactionName>(fn: Fn, input: TransactionInput<Fn>, how?: SubmitWith): Promise<Verdict>
  read<Query extends QueryName>(query: Query, input: QueryInput<Query>): Promise<Queries[Query]['answer']>
}

/** @param as the organisation that signs, at its own first peer unless another is named */
export function chaincodeAt(
  network: Network,
  name: string,
  as: Msp,
  node = firstPeerOf(network, as),
): ChaincodeAt {
  const access = accessPeer(network, node, as)
  const channel = access.gateway.getNetwork(network.channel)
  const contract = channel.getContract(name)
  return {
    ...{ name, channel, access },
    async submit(fn, input, { endorsers, secret } = {}) {
      const options = {
        arguments: argumentsOf(input),
        ...(endorsers && { endorsingOrganizations: endorsers }),
        ...(secret && { transientData: secret }),
      }
      return await verdictOn(await endorsed(() => contract.newProposal(fn, options).endorse()))
    },
    async read(query, input) {
      const answer = await contract.evaluateTransaction(query, canonicalJson(input))
      return JSON.parse(Buffer.from(answer).toString()) as never
    },
  }
}

/** The two that every transaction of ours takes: its own request id and its input. */
export function argumentsOf(input: unknown): [string, string] {
  return [v7(), canonicalJson(input)]
}

type Transaction = ReturnType<PeerAccess['gateway']['newTransaction']>

export async function verdictOn(transaction: Transaction): Promise<Verdict> {
  const commit = await transaction.submit()
  const { transactionId, code, blockNumber } = await commit.getStatus()
  return { txId: transactionId, code, block: Number(blockNumber) }
}

function firstPeerOf(network: Network, msp: Msp): string {
  const found = network.nodes().find((node) => node.kind === 'peer' && node.msp === msp)
  if (found === undefined) throw new Error(`${msp} has no peer`)
  return found.name
}

/** A peer may be a block behind or its chaincode still starting. Nothing is ordered yet, so it is asked again. */
async function endorsed<T>(endorse: () => Promise<T>): Promise<T> {
  for (let left = 10; ; left--) {
    try {
      return await endorse()
    } catch (error) {
      const isRefusal = error instanceof EndorseError && /chaincode response/.test(reasonsOf(error))
      if (isRefusal || left === 0) throw error
      await pause(200)
    }
  }
}

/** What each peer gave as its reason. */
export function reasonsOf({ details }: GatewayError): string {
  return details.map(({ mspId, message }) => `${mspId}: ${message}`).join('\n')
}
