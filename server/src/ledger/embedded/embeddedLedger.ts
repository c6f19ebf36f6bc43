/**
 * A ledger for one operator: Fabric's pipeline in one process. simulate -> sign -> queue -> validate in order -> commit.
 * Signatures made here are not verified again before commit: each key was tried against its certificate when the ledger
 * was opened, and nothing but this process feeds the queue. `verifyLedger` verifies every one of them.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ContractClass } from '../../../../chaincode/src/dispatcher.ts'
import { canonicalJson } from '../../../../chaincode/src/domain/canonicalJson.ts'
import type {
  Msp,
  SubmitAnswer,
  TransactionEvent,
  TransactionInput,
  TransactionName,
} from '../../../../chaincode/src/domain/ledgerApi.ts'
import { contracts as installedContracts } from '../../../../chaincode/src/index.ts'
import type { Keystore } from '../../platform/keystore.ts'
import type { Membership } from '../../platform/nodes/nodeIdentity.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import type { ReportTrouble } from '../log/checkpointedLog.ts'
import { CheckpointFiles } from '../log/checkpointFiles.ts'
import {
  validationCodes,
  type LedgerBlock,
  type OpenLedger,
  type Receipt,
  type SubmitOptions,
} from '../port.ts'
import { BlockQueue } from './blockQueue.ts'
import { Chain, type SignedTransaction } from './chain/chain.ts'
import { installedContractId } from './contracts/contractId.ts'
import { contractCaller, type CallContract } from './contracts/contractCaller.ts'
import { Endorser, maxClockSkewMs, resultOf, type Run } from './endorser.ts'
import { EmbeddedLog } from './embeddedLog.ts'
import { openEnvironment, type Environment } from './chain/environment.ts'
import { authoritiesOf, encodeConfiguration, foundConfiguration } from './identity/organisations.ts'
import { Signers } from './identity/signers.ts'
import { positionOf } from './chain/transaction.ts'

export const organisationsOfVeritrail: readonly Msp[] = [
  'ManufacturersMSP',
  'WholesalersMSP',
  'PharmaciesMSP',
  'RegulatorMSP',
]

export interface EmbeddedLedgerOptions {
  /** Folder of its own; made when missing. */
  dir: string
  keystore: Keystore
  /** Default: the chaincode beside this server. */
  contracts?: readonly ContractClass[]
  /** `<version>#<sha256>` of what `contracts` came from. */
  contract?: string
  channel?: string
  organisations?: readonly Msp[]
  /** Whose node signs block headers and checkpoints. */
  operator?: Msp
  /** Time of blocks and, unless `clientClock` is given, of transactions; integer ms. */
  clock?: () => number
  clientClock?: () => number
  /** For a contract that waits for something that never comes. */
  contractTimeoutMs?: number
  /** Told of troubles with which the ledger goes on; by default nobody is. */
  report?: ReportTrouble
}

export interface EmbeddedLedger extends OpenLedger {
  readonly kind: 'embedded'
}

const limits = { closeAfterMs: 5, maxTransactions: 500, maxBytes: 2_000_000 }
const maxRetries = 5
const idWindowMs = 2 * maxClockSkewMs

export async function openEmbeddedLedger(options: EmbeddedLedgerOptions): Promise<EmbeddedLedger> {
  const settings = {
    channel: 'veritrail',
    contracts: installedContracts,
    contract: options.contract ?? installedContractId(),
    organisations: organisationsOfVeritrail,
    operator: 'RegulatorMSP',
    clock: Date.now,
    contractTimeoutMs: 30_000,
    report: () => undefined,
    ...options,
  }
  mkdirSync(settings.dir, { recursive: true })
  const environment = openEnvironment(settings.dir)
  try {
    const chain = new Chain(environment, { rememberIdsMs: idWindowMs })
    if (chain.height === 0) await found(chain, settings)
    const signers = new Signers(settings.keystore, chain.blocks)
    const callContract = contractCaller(settings.contracts, settings.contractTimeoutMs)
    return new Engine(environment, chain, signers, callContract, { clientClock: settings.clock, ...settings })
  } catch (error) {
    await environment.root.close()
    throw error
  }
}

interface Settings extends Required<
  Omit<EmbeddedLedgerOptions, 'organisations' | 'operator' | 'contracts' | 'keystore'>
> {
  dir: string
}

async function found(
  chain: Chain,
  settings: Required<Omit<EmbeddedLedgerOptions, 'clientClock'>>,
): Promise<void> {
  const at = settings.clock()
  const configuration = await foundConfiguration(settings.keystore, { ...settings, at })
  const first = chain.prepare({
    ...{ at, contract: settings.contract, transactions: [] },
    configuration: encodeConfiguration(configuration),
  })
  chain.commit(first, Signers.operatorKeyOf(settings.keystore, configuration)(first.header))
}

class Engine implements EmbeddedLedger {
  readonly kind = 'embedded'
  readonly operation = 'embedded, single operator'
  readonly hosts: readonly Msp[]
  readonly membership: Membership
  readonly log: EmbeddedLog
  private readonly environment: Environment
  private readonly chain: Chain
  private readonly signers: Signers
  private readonly endorser: Endorser
  private readonly settings: Settings
  private readonly queue: BlockQueue<SignedTransaction, { code: number; height: number }>
  private readonly followers = new Set<() => void>()
  private closed = false

  constructor(
    environment: Environment,
    chain: Chain,
    signers: Signers,
    callContract: CallContract,
    settings: Settings,
  ) {
    this.environment = environment
    this.chain = chain
    this.signers = signers
    this.endorser = new Endorser(environment, chain, signers, callContract, settings)
    this.settings = settings
    const { organisations } = chain.blocks.configuration()
    this.hosts = organisations.map(({ msp }) => msp)
    this.membership = { identity: signers.operatorIdentity, authorities: authoritiesOf(organisations) }
    this.queue = new BlockQueue((group) => this.commit(group), limits)
    const files = new CheckpointFiles(join(settings.dir, 'checkpoints'))
    this.log = new EmbeddedLog(chain, signers.checkpointKey, { ...settings, files })
  }

  async submit<Fn extends TransactionName>(
    fn: Fn,
    input: TransactionInput<Fn>,
    options: SubmitOptions,
  ): Promise<Receipt<TransactionEvent<Fn>>> {
    const text = canonicalJson(input)
    for (let attempt = 0; attempt <= maxRetries; attempt++) {
      if (attempt > 0) await delay(Math.random() * 2 ** attempt)
      const receipt = await this.attempt(fn, text, options)
      if (receipt !== null) return receipt as Receipt<TransactionEvent<Fn>>
    }
    throw new Unavailable('the ledger (others change the same records)', {
      outcomeKnown: true,
      retryAfterMs: 200,
    })
  }

  async evaluate(query: string, input: unknown, { as }: { as: Msp }): Promise<unknown> {
    const call = { fn: query, args: [canonicalJson(input)], as, secret: {} }
    const { answer } = await this.endorser.simulate(call, 'query')
    return resultOf(answer)
  }

  async *blocks(fromHeight: number, signal: AbortSignal): AsyncGenerator<LedgerBlock> {
    for (let height = fromHeight; ; height++) {
      while (height >= this.chain.height) {
        if (signal.aborted || this.closed) return
        await this.nextBlock(signal)
      }
      if (signal.aborted || this.closed) return
      yield this.chain.blocks.normalised(height)
    }
  }

  async height(): Promise<number> {
    return this.chain.height
  }

  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    this.log.close()
    for (const wake of this.followers) wake()
    await this.queue.idle()
    await this.environment.root.close()
  }

  /** null: it conflicted with another transaction and may be tried again. */
  private async attempt(fn: string, input: string, options: SubmitOptions): Promise<Receipt<unknown> | null> {
    const { as, requestId, secret = {} } = options
    if (this.closed) throw new Unavailable('the ledger (it is closed)')
    const leave = this.queue.announce()
    let queued: Promise<{ code: number; height: number }>
    let done: { txId: string; event: unknown }
    try {
      const run = await this.endorser.simulate({ fn, args: [requestId, input], as, secret }, 'submit')
      const { event, repeated } = resultOf(run.answer) as SubmitAnswer
      if (repeated) return this.repeated(event, run)
      // Another thread pays when several wait; alone, the way there and back costs more than the signature.
      const aside = this.queue.announced > 2
      const transaction = await this.endorser.sign(run, { fn, input, requestId }, aside)
      done = { txId: transaction.txId, event }
      queued = this.queue.add(transaction)
    } finally {
      leave()
    }
    const { code, height } = await queued
    return code === validationCodes.valid ? { ...done, height, repeated: false } : null
  }

  /** Answered from the simulation and not ordered; the transaction that wrote the once-only record is the one that did it. */
  private repeated(event: unknown, { readWriteSet, txId }: Run): Receipt<unknown> {
    const record = readWriteSet.reads.find(
      ({ key, version }) => key.startsWith('request/') && version !== null,
    )
    const place = record === undefined ? null : positionOf(record.version ?? 0)
    const original = place === null ? undefined : this.chain.blocks.transactions(place.block)[place.index]
    return { event, height: this.chain.height - 1, txId: original?.txId ?? txId, repeated: true }
  }

  private commit(transactions: SignedTransaction[]): { code: number; height: number }[] {
    const { clock, contract } = this.settings
    const block = this.chain.prepare({ at: clock(), contract, configuration: null, transactions })
    try {
      this.chain.commit(block, this.signers.signHeader(block.header))
    } catch (error) {
      throw new Unavailable('the ledger (its disk)', { outcomeKnown: this.chain.lacks(block), cause: error })
    }
    for (const wake of this.followers) wake()
    return block.codes.map((code) => ({ code, height: block.height }))
  }

  private nextBlock(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.followers.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.followers.add(wake)
      signal.addEventListener('abort', wake)
    })
  }
}
