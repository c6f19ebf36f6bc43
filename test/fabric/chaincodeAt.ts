/** One chaincode as a test calls it at a peer: who endorses is the test's to say, and the peers' verdict is the answer. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Commit, GatewayError, Network as Channel } from '@hyperledger/fabric-gateway'
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
import { judgeFailure } from '../../server/src/ledger/fabric/submitting/judgeFailure.ts'
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
  /**
   * Resolves once every running peer has the block: whichever is asked next, it knows of this.
   * @throws EndorseError when no transaction came of it
   */
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
      const transaction = await endorsed(() => contract.newProposal(fn, options).endorse())
      const commit = await transaction.submit()
      await heardByEveryPeer(network, as, commit)
      return await verdictOf(commit)
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
  return await verdictOf(await transaction.submit())
}

async function verdictOf(commit: Commit): Promise<Verdict> {
  const { transactionId, code, blockNumber } = await commit.getStatus()
  return { txId: transactionId, code, block: Number(blockNumber) }
}

/** A peer tells a transaction's status once its state holds the whole block. */
async function heardByEveryPeer(network: Network, as: Msp, commit: Commit): Promise<void> {
  const peers = network.nodes().filter(({ kind, pid }) => kind === 'peer' && pid !== null)
  const asked = peers.map(async ({ name }) => {
    const { gateway, close } = accessPeer(network, name, as)
    await gateway.newCommit(commit.getBytes()).getStatus().finally(close)
  })
  await Promise.all(asked)
}

function firstPeerOf(network: Network, msp: Msp): string {
  const found = network.nodes().find((node) => node.kind === 'peer' && node.msp === msp)
  if (found === undefined) throw new Error(`${msp} has no peer`)
  return found.name
}

/** Peers have the blocks that they answer from, so those that disagree do not merely lag for long. */
const triesToAgree = 5
const patienceMs = 20_000

/** A chaincode may still be starting, or peers not know of one another yet. Nothing is ordered, so they are asked again. */
async function endorsed<T>(endorse: () => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMs
  for (let disagreements = 0; ;) {
    try {
      return await endorse()
    } catch (error) {
      const { is } = judgeFailure('endorse', error)
      const isDisputed = is === 'disagreed' && ++disagreements === triesToAgree
      if (is === 'refused' || is === 'final' || isDisputed || Date.now() >= until) throw error
      await pause(200)
    }
  }
}

/** What each peer gave as its reason. */
export function reasonsOf({ details }: GatewayError): string {
  return details.map(({ mspId, message }) => `${mspId}: ${message}`).join('\n')
}
