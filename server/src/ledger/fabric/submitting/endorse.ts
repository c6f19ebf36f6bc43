/** From a call to an endorsed transaction. Nothing has been ordered yet, so every failure that may pass is tried anew. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Transaction } from '@hyperledger/fabric-gateway'
import { common, gateway as gatewayProtos, peer } from '@hyperledger/fabric-protos'
import type { Msp } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import { Unavailable } from '../../../platform/unavailable.ts'
import type { HostGateways, PeerGateway } from '../gateways.ts'
import { judgeFailure } from './judgeFailure.ts'
import { pauseAfter } from './sendEnvelope.ts'

export interface Call {
  chaincode: string
  fn: string
  args: string[]
  secret?: Readonly<Record<string, Uint8Array>>
  /** Who shall endorse; by default the gateway finds out whom the policies ask for. */
  endorsers?: readonly Msp[]
}

export interface EndorseSettings {
  /** ms since 1970; what the transaction says its time is. */
  clock: () => number
  /** Told when endorsers that should agree do not. */
  onDisagreement: (reason: string) => void
}

/** A contract that was slow once may have met a machine with too much to do. */
const triesWhenSlow = 2
/** Endorsers that disagree may be a block apart; after so many tries it is no lag any more. */
const triesToAgree = 5

/**
 * @param until ms since 1970
 * @throws RuleViolation or Error the contract refused or failed; Unavailable
 */
export async function endorse(
  gateways: HostGateways,
  call: Call,
  settings: EndorseSettings & { until: number },
): Promise<Transaction> {
  let [disagreements, slow] = [0, 0]
  for (let attempt = 0; ; attempt++) {
    if (attempt > 0) await delay(pauseAfter(attempt))
    const gateway = gateways.choose(call.secret !== undefined)
    try {
      const transaction = await proposalOf(gateway, call, settings.clock).endorse()
      gateways.succeeded(gateway)
      return transaction
    } catch (error) {
      const failure = judgeFailure('endorse', error)
      if (failure.is === 'refused') throw failure.error
      if (failure.is === 'slow' && (++slow === triesWhenSlow || Date.now() >= settings.until))
        throw failure.error
      const unavailable = new Unavailable('the ledger (its endorsers)', { cause: error, retryAfterMs: 2_000 })
      if (failure.is === 'final') throw unavailable
      if (failure.is === 'away') gateways.failed(gateway)
      if (failure.is === 'disagreed' && ++disagreements === triesToAgree) {
        settings.onDisagreement(failure.reason)
        throw unavailable
      }
      if (Date.now() >= settings.until) throw unavailable
    }
  }
}

/** A call that orders nothing, answered by the organisation's own peers. @throws as `endorse` */
export async function evaluate(
  gateways: HostGateways,
  call: Call,
  settings: Pick<EndorseSettings, 'clock'> & { until: number },
): Promise<Uint8Array> {
  for (let attempt = 0; ; attempt++) {
    if (attempt > 0) await delay(pauseAfter(attempt))
    const gateway = gateways.choose()
    try {
      const answer = await proposalOf(gateway, call, settings.clock).evaluate()
      gateways.succeeded(gateway)
      return answer
    } catch (error) {
      const failure = judgeFailure('evaluate', error)
      if (failure.is === 'refused' || failure.is === 'slow') throw failure.error
      const unavailable = new Unavailable('the ledger (its peers)', { cause: error, retryAfterMs: 2_000 })
      if (failure.is === 'final' || Date.now() >= settings.until) throw unavailable
      gateways.failed(gateway)
    }
  }
}

function proposalOf({ network, gateway }: PeerGateway, call: Call, clock: () => number) {
  const { chaincode, fn, args, secret, endorsers } = call
  const proposal = network.getContract(chaincode).newProposal(fn, {
    arguments: args,
    ...(secret && { transientData: { ...secret } }),
    ...(endorsers && { endorsingOrganizations: [...endorsers] }),
  })
  return clock === Date.now ? proposal : gateway.newProposal(atTime(proposal.getBytes(), clock()))
}

/** The library takes the system's time. */
function atTime(bytes: Uint8Array, at: number): Uint8Array {
  const proposed = gatewayProtos.ProposedTransaction.deserializeBinary(bytes)
  const signed = proposed.getProposal() ?? new peer.SignedProposal()
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8())
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8())
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8())
  channelHeader.getTimestamp()?.fromDate(new Date(at))
  header.setChannelHeader(channelHeader.serializeBinary())
  proposal.setHeader(header.serializeBinary())
  signed.setProposalBytes(proposal.serializeBinary())
  proposed.setProposal(signed)
  return proposed.serializeBinary()
}
