/** A submit on Fabric: endorsed, kept, ordered, and tried anew where that is safe (ledger.md, sections 4 and 5). */
import { setTimeout as delay } from 'node:timers/promises'
import type { Status } from '@hyperledger/fabric-gateway'
import { peer } from '@hyperledger/fabric-protos'
import type { Msp, SubmitAnswer } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import { RuleViolation } from '../../../../../chaincode/src/domain/violation.ts'
import { Unavailable } from '../../../platform/unavailable.ts'
import { validationCodes, type Receipt, type SubmitOptions } from '../../port.ts'
import { checkTransaction, placeOfRecord } from './checkTransaction.ts'
import { endorse, type EndorseSettings } from './endorse.ts'
import { endorsersOf } from './endorsersOf.ts'
import type { EnvelopeStore } from '../../outbox/envelopeStore.ts'
import type { HostGateways } from '../gateways.ts'
import { InFlight } from './inFlight.ts'
import { NotOrdered, sendEnvelope } from './sendEnvelope.ts'

export interface SubmitSettings extends EndorseSettings {
  chaincode: string
  envelopes: EnvelopeStore
  /** How long a caller waits for an outcome, ms. */
  patienceMs: number
  /** Did any block come so lately that an endorser may not have it yet? */
  mayLag: () => boolean
  txIdAt: (place: { block: number; position: number }) => Promise<string>
  height: () => Promise<number>
}

/** More gain nothing and make the slowest answers ten times slower (measured). */
const mostInFlight = 64
const maxConflicts = 5
/** A peer that is a block behind has it after that. */
const lagMs = 300

export class Submitting {
  private readonly settings: SubmitSettings
  private readonly inFlight = new Map<Msp, InFlight>()
  /** Requests under way: a second call of one waits for the first, and is then answered as a repeat. */
  private readonly running = new Map<string, Promise<unknown>>()

  constructor(settings: SubmitSettings) {
    this.settings = settings
  }

  async submit(
    host: HostGateways,
    fn: string,
    input: string,
    options: SubmitOptions,
  ): Promise<Receipt<unknown>> {
    const { requestId } = options
    while (this.running.has(requestId)) await this.running.get(requestId)?.catch(() => undefined)
    const running = this.slotsOf(host).run(() => this.settleOrSubmit(host, fn, input, options))
    this.running.set(requestId, running)
    try {
      return await running
    } finally {
      this.running.delete(requestId)
    }
  }

  /** What became of the envelope that was kept for a request; null: there is none, or nothing came of it. */
  async settle(host: HostGateways, requestId: string): Promise<Receipt<unknown> | null> {
    const { envelopes, patienceMs } = this.settings
    const envelope = await envelopes.kept(requestId)
    if (envelope === null) return null
    const status = await this.send(host, requestId, envelope, {
      until: Date.now() + patienceMs,
      sentBefore: true,
    })
    if (!status.successful) return null
    const { event } = answerOf(host.choose().gateway.newTransaction(envelope).getResult())
    return { ...receiptOf(status, event), repeated: true }
  }

  private async settleOrSubmit(host: HostGateways, fn: string, input: string, options: SubmitOptions) {
    return (await this.settle(host, options.requestId)) ?? (await this.submitAnew(host, fn, input, options))
  }

  private async submitAnew(host: HostGateways, fn: string, input: string, options: SubmitOptions) {
    const until = Date.now() + this.settings.patienceMs
    let invalidated = 0
    for (;;) {
      const outcome = await this.attempt(host, { fn, input, until, ...options })
      if (typeof outcome === 'object') return outcome
      const isConflict =
        outcome === validationCodes.mvccReadConflict || outcome === validationCodes.phantomReadConflict
      if (++invalidated > (isConflict ? maxConflicts : 1) || Date.now() >= until)
        throw invalid(outcome, isConflict)
      await delay(Math.random() * 20 * 2 ** invalidated)
    }
  }

  /** The receipt, or the code with which peers marked the transaction invalid. */
  private async attempt(
    host: HostGateways,
    call: SubmitOptions & { fn: string; input: string; until: number },
  ): Promise<Receipt<unknown> | number> {
    const { chaincode } = this.settings
    const { requestId, input, until } = call
    const transaction = await this.endorseTwice(host, call)
    const { event, repeated } = answerOf(transaction.getResult())
    const envelope = transaction.getBytes()
    if (repeated) return await this.repeated(event, envelope, transaction.getTransactionId())
    checkTransaction(envelope, chaincode, input)
    await this.settings.envelopes.keep(requestId, envelope)
    // However long it took to get here: what is sent deserves time for an answer.
    const answerBy = Math.max(until, Date.now() + this.settings.patienceMs / 2)
    const status = await this.send(host, requestId, envelope, { until: answerBy, sentBefore: false })
    return status.successful ? { ...receiptOf(status, event), repeated: false } : status.code
  }

  /** Right after a block, "there is no such record" may only mean that the endorser does not have the block yet. */
  private async endorseTwice(
    host: HostGateways,
    call: SubmitOptions & { fn: string; input: string; until: number },
  ) {
    const { fn, requestId, input, secret, until } = call
    const endorsers = endorsersOf(fn)
    const asked = {
      ...{ chaincode: this.settings.chaincode, fn, args: [requestId, input] },
      ...(secret && { secret }),
      ...(endorsers && { endorsers }),
    }
    try {
      return await endorse(host, asked, { ...this.settings, until })
    } catch (error) {
      if (!(error instanceof RuleViolation) || !this.settings.mayLag()) throw error
      await delay(lagMs)
      return await endorse(host, asked, { ...this.settings, until })
    }
  }

  private async send(
    host: HostGateways,
    requestId: string,
    envelope: Uint8Array,
    how: { until: number; sentBefore: boolean },
  ): Promise<Status> {
    try {
      const status = await sendEnvelope(host, envelope, how)
      await this.settings.envelopes.forget(requestId)
      return status
    } catch (error) {
      if (!(error instanceof NotOrdered)) throw error
      await this.settings.envelopes.forget(requestId)
      throw new Unavailable(`the ledger (its orderers refused: ${error.message})`, { cause: error })
    }
  }

  /** Answered from the endorsement and not ordered; the transaction that wrote the once-only record is the one that did it. */
  private async repeated(event: unknown, envelope: Uint8Array, own: string) {
    const { chaincode, txIdAt, height } = this.settings
    const place = placeOfRecord(envelope, chaincode)
    const txId = place === null ? own : await txIdAt(place)
    return { event, height: (await height()) - 1, txId, repeated: true }
  }

  private slotsOf({ msp }: HostGateways): InFlight {
    const slots = this.inFlight.get(msp) ?? new InFlight(mostInFlight)
    this.inFlight.set(msp, slots)
    return slots
  }
}

function answerOf(result: Uint8Array): SubmitAnswer {
  return JSON.parse(Buffer.from(result).toString('utf8')) as SubmitAnswer
}

function receiptOf({ blockNumber, transactionId }: Status, event: unknown) {
  return { event, height: Number(blockNumber), txId: transactionId }
}

function invalid(code: number, isConflict: boolean): Unavailable {
  const name = Object.entries(peer.TxValidationCode).find(([, value]) => value === code)?.[0] ?? String(code)
  const why = isConflict ? 'others change the same records' : `peers marked the transaction invalid: ${name}`
  return new Unavailable(`the ledger (${why})`, { retryAfterMs: 200 })
}
