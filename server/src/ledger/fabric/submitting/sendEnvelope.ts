/**
 * From an endorsed transaction to its fate. The same envelope may be sent any number of times: peers mark a second copy as
 * DUPLICATE_TXID and go on answering for the first (seen on Fabric 3.1.5). While its fate is not known, nothing is endorsed anew.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Status, Transaction } from '@hyperledger/fabric-gateway'
import { Unavailable } from '../../../platform/unavailable.ts'
import { judgeFailure } from './judgeFailure.ts'
import type { HostGateways, PeerGateway } from '../gateways.ts'

/** The orderers will have nothing to do with it, and have it from nobody. */
export class NotOrdered extends Error {
  override readonly name = 'NotOrdered'
}

/**
 * @param envelope a gateway.PreparedTransaction
 * @param until ms since 1970
 * @throws NotOrdered where it was refused the first time it was sent; Unavailable with outcomeKnown false at `until`
 */
export async function sendEnvelope(
  gateways: HostGateways,
  envelope: Uint8Array,
  { until, sentBefore }: { until: number; sentBefore: boolean },
): Promise<Status> {
  let [mayBeOrdered, why] = [sentBefore, '']
  const transactions = new Map<PeerGateway, Transaction>()
  for (let attempt = 0; ; attempt++) {
    if (attempt > 0) await delay(pauseAfter(attempt))
    if (Date.now() >= until) {
      const options = { outcomeKnown: !mayBeOrdered, retryAfterMs: 2_000, cause: new Error(why) }
      throw new Unavailable('the ledger (its orderers or peers)', options)
    }
    const gateway = gateways.choose()
    const transaction = transactions.get(gateway) ?? gateway.gateway.newTransaction(envelope)
    transactions.set(gateway, transaction)
    try {
      const commit = await transaction.submit()
      mayBeOrdered = true
      // Asked twice: the first answer may have been lost with its connection.
      const status = await commit.getStatus().catch(() => commit.getStatus())
      gateways.succeeded(gateway)
      return status
    } catch (error) {
      const failure = judgeFailure(mayBeOrdered ? 'status' : 'submit', error)
      if (failure.is === 'final' && !mayBeOrdered) throw new NotOrdered(failure.reason, { cause: error })
      // An orderer may have taken what it could not acknowledge.
      mayBeOrdered = true
      why = 'reason' in failure ? failure.reason : failure.error.message
      gateways.failed(gateway)
    }
  }
}

/** ms; with jitter, so that several do not march in step. */
export function pauseAfter(attempt: number): number {
  return Math.min(2_000, 100 * 2 ** Math.min(attempt, 10)) * (0.5 + Math.random() / 2)
}
