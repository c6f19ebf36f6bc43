/**
 * The first half of a transaction's way: simulate it over the last committed block, then sign what it read and would
 * write. Nothing here changes the ledger.
 */
import type { Msp } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { parseViolation } from '../../../../chaincode/src/domain/violation.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import { checkSize } from '../transactionLimits.ts'
import { LmdbBlockStore } from './chain/blockStore.ts'
import type { Chain, SignedTransaction } from './chain/chain.ts'
import type { Environment } from './chain/environment.ts'
import { LedgerBlocks } from './chain/ledgerBlocks.ts'
import { StateStore } from './chain/stateStore.ts'
import { encodeTransaction, transactionIdOf, type TransactionContent } from './chain/transaction.ts'
import type { ContractAnswer, CallContract, Proposal } from './contracts/contractCaller.ts'
import { Simulation, type Mode, type ReadWriteSet } from './contracts/simulation.ts'
import { Nonces } from './identity/nonces.ts'
import type { Member } from './identity/organisations.ts'
import type { Signers } from './identity/signers.ts'

export const maxClockSkewMs = 5 * 60 * 1000

export interface Call {
  fn: string
  args: string[]
  as: Msp
  secret: Readonly<Record<string, Uint8Array>>
}

export interface Run {
  member: Member
  at: number
  nonce: Uint8Array
  txId: string
  answer: ContractAnswer
  readWriteSet: ReadWriteSet
  readAtHeight: number | null
}

export interface EndorserSettings {
  channel: string
  contract: string
  clock: () => number
  clientClock: () => number
}

export class Endorser {
  private readonly environment: Environment
  private readonly chain: Chain
  private readonly signers: Signers
  private readonly callContract: CallContract
  private readonly settings: EndorserSettings
  private readonly nonces = new Nonces()

  constructor(
    environment: Environment,
    chain: Chain,
    signers: Signers,
    callContract: CallContract,
    settings: EndorserSettings,
  ) {
    this.environment = environment
    this.chain = chain
    this.signers = signers
    this.callContract = callContract
    this.settings = settings
  }

  /** Runs a contract over the last committed block, without an effect. */
  async simulate(call: Call, mode: Mode): Promise<Run> {
    const member = this.signers.memberOf(call.as)
    const at = this.settings.clientClock()
    this.checkTime(at, member)
    const nonce = this.nonces.next()
    const txId = transactionIdOf(nonce, member.creator)
    const creator = { mspid: member.msp, idBytes: member.pem }
    const proposal = { ...call, channel: this.settings.channel, txId, at, creator }
    const height = this.chain.height
    const simulation = new Simulation(
      this.chain.state,
      this.chain.blocks,
      mode,
      () => this.chain.height === height,
    )
    const answer = await this.callContract(proposal, simulation)
    const who = { member, at, nonce, txId }
    if (!simulation.moved) return { ...who, answer, readWriteSet: simulation.result(), readAtHeight: height }
    return { ...who, ...(await this.simulatePinned(proposal, mode)), readAtHeight: null }
  }

  /** For the contract that takes long enough to see two blocks: again, over what is committed now and stays. */
  private async simulatePinned(proposal: Proposal, mode: Mode) {
    const snapshot = this.environment.tables.state.useReadTransaction()
    try {
      const state = new StateStore(this.environment, snapshot)
      const blocks = new LedgerBlocks(new LmdbBlockStore(this.environment, snapshot), state)
      const simulation = new Simulation(state, blocks, mode, () => true)
      const answer = await this.callContract(proposal, simulation)
      return { answer, readWriteSet: simulation.result() }
    } finally {
      snapshot.done()
    }
  }

  /** Makes a run a transaction. `aside`: sign on another thread. Throws INPUT_INVALID where it is too large. */
  async sign(
    run: Run,
    { fn, input, requestId }: { fn: string; input: string; requestId: string },
    aside: boolean,
  ): Promise<SignedTransaction> {
    const { member, txId, nonce, at, readWriteSet, readAtHeight, answer } = run
    const { privateValues, ...recorded } = readWriteSet
    const { channel, contract } = this.settings
    const content: TransactionContent = {
      ...{ channel, contract, nonce, at, fn, input, requestId, event: answer.event, ...recorded },
      certificate: member.fingerprint,
    }
    const { input: text, writes, hashedWrites, event } = content
    checkSize({
      input: text,
      writes,
      privateKeys: hashedWrites.length,
      eventBytes: event?.payload.length ?? 0,
    })
    const signed = encodeTransaction(content)
    const signature = await this.signers.sign(member, signed, aside)
    return { txId, content, member, signed, signature, privateValues, readAtHeight }
  }

  private checkTime(at: number, member: Member): void {
    if (Math.abs(at - this.settings.clock()) > maxClockSkewMs) {
      throw new Unavailable('the ledger (the clocks are more than 5 minutes apart)')
    }
    if (at < member.notBefore || at > member.notAfter) {
      throw new Unavailable(`the ledger (the certificate of ${member.msp} is not valid now)`)
    }
  }
}

/** Throws RuleViolation where the contract refused, Error where it failed. */
export function resultOf({ payload, message }: ContractAnswer): unknown {
  if (payload === null) throw parseViolation(message) ?? new Error(`the contract failed: ${message}`)
  return payload.length === 0 ? null : JSON.parse(Buffer.from(payload).toString())
}
