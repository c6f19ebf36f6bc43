/** The ledger on Hyperledger Fabric: contracts run on peers of several organisations; this node signs, sends and follows. */
import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { canonicalJson } from '../../../../chaincode/src/domain/canonicalJson.ts'
import type {
  Msp,
  TransactionEvent,
  TransactionInput,
  TransactionName,
} from '../../../../chaincode/src/domain/ledgerApi.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import type { Keystore } from '../../platform/keystore.ts'
import type { Membership } from '../../platform/nodes/nodeIdentity.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import { openCheckpointKey } from '../embedded/identity/organisations.ts'
import { originOf } from '../log/checkpoint.ts'
import { CheckpointFiles } from '../log/checkpointFiles.ts'
import type { LedgerBlock, OpenLedger, PrivateValuePlace, Receipt, SubmitOptions } from '../port.ts'
import { BlockStore } from './following/blockStore.ts'
import { heightOf } from './following/chainInfo.ts'
import { evaluate } from './submitting/endorse.ts'
import type { EnvelopeStore } from '../outbox/envelopeStore.ts'
import { FabricLog } from './following/fabricLog.ts'
import { FollowedChain } from './following/followedChain.ts'
import { Gateways, type Deadlines, type HostGateways } from './gateways.ts'
import type { FabricProfile } from './profile.ts'
import { Submitting } from './submitting/submitting.ts'

export interface FabricLedgerOptions {
  profile: FabricProfile
  /** Folder of the log alone; made when missing. */
  dir: string
  keystore: Keystore
  envelopes: EnvelopeStore
  /** Of transactions and checkpoints; integer ms. */
  clock?: () => number
  /** Told of troubles with which the ledger goes on; by default nobody is. */
  report?: (trouble: string, facts: object) => void
  deadlines?: Partial<Deadlines>
  /** How long a submit is tried before its caller is told that the outcome is not known, ms. */
  patienceMs?: number
  /** How long the peers may take to answer when the ledger is opened, ms. */
  openWithinMs?: number
}

export const usualDeadlines: Deadlines = { evaluate: 10_000, endorse: 35_000, submit: 10_000, status: 5_000 }

type Settings = Required<Omit<FabricLedgerOptions, 'deadlines'>> & { deadlines: Deadlines }

/** @throws HistoryLost; Unavailable where no peer answers; Error where the chaincode is not there */
export async function openFabricLedger(options: FabricLedgerOptions): Promise<OpenLedger> {
  const settings: Settings = {
    ...{ clock: Date.now, report: () => undefined, patienceMs: 30_000, openWithinMs: 30_000, ...options },
    deadlines: { ...usualDeadlines, ...options.deadlines },
  }
  const { profile, dir, report } = settings
  const gateways = new Gateways(profile, settings.deadlines)
  const store = new BlockStore(dir, profile)
  try {
    const chain = await withPatience(() => FollowedChain.open({ gateways, profile, store, report }), settings)
    return new FabricLedger(gateways, store, chain, settings)
  } catch (error) {
    gateways.close()
    await store.close()
    throw error
  }
}

/** By then every peer that is well has a block that one of them had. */
const settlesWithinMs = 2_000
const lookAgainMs = 20

class FabricLedger implements OpenLedger {
  readonly kind = 'fabric'
  readonly operation: string
  readonly hosts: readonly Msp[]
  readonly membership: Membership
  readonly log: FabricLog
  private readonly gateways: Gateways
  private readonly store: BlockStore
  private readonly chain: FollowedChain
  private readonly submitting: Submitting
  private readonly settings: Settings
  /** Blocks that a receipt has told of. */
  private known = 0
  private readonly caughtUp = new Map<Msp, number>()
  private closed = false

  constructor(gateways: Gateways, store: BlockStore, chain: FollowedChain, settings: Settings) {
    const { profile, keystore, dir, clock, report } = settings
    this.gateways = gateways
    this.store = store
    this.chain = chain
    this.settings = settings
    this.hosts = [...gateways.hosts.keys()]
    this.membership = membershipOf(profile)
    const others = `${String(profile.organisations.length)} organisations`
    this.operation = `Hyperledger Fabric, ${others} on the channel ${profile.channel}`
    const origin = originOf(profile.channel, store.block(0).hash)
    const signer = { name: signerNameOf(origin, profile), key: openCheckpointKey(keystore) }
    const files = new CheckpointFiles(join(dir, 'checkpoints'))
    this.log = new FabricLog(store, { files, origin, signer, clock, report })
    this.submitting = new Submitting({
      ...{ ...settings, chaincode: profile.chaincode, mayLag: () => chain.mayLag },
      onDisagreement: (reason) => {
        report('ledger.endorsersDisagree', { reason })
      },
      txIdAt: (place) => chain.txIdAt(place),
      height: () => this.height(),
    })
  }

  async submit<Fn extends TransactionName>(
    fn: Fn,
    input: TransactionInput<Fn>,
    options: SubmitOptions,
  ): Promise<Receipt<TransactionEvent<Fn>>> {
    const receipt = await this.submitting.submit(this.hostOf(options.as), fn, canonicalJson(input), options)
    return this.remembered(receipt) as Receipt<TransactionEvent<Fn>>
  }

  async settle(requestId: string, { as }: { as: Msp }): Promise<Receipt<unknown> | null> {
    const receipt = await this.submitting.settle(this.hostOf(as), requestId)
    return receipt === null ? null : this.remembered(receipt)
  }

  /** Answered by peers of the organisation itself: another's need not tell it the truth. */
  async evaluate(query: string, input: unknown, { as }: { as: Msp }): Promise<unknown> {
    const { profile, clock, deadlines } = this.settings
    const call = { chaincode: profile.chaincode, fn: query, args: [canonicalJson(input)], endorsers: [as] }
    const host = this.hostOf(as)
    await this.untilTold(host)
    const until = Date.now() + deadlines.evaluate
    const answer = await evaluate(host, call, { clock, until })
    return answer.length === 0 ? null : JSON.parse(Buffer.from(answer).toString('utf8'))
  }

  blocks(fromHeight: number, signal: AbortSignal): AsyncIterable<LedgerBlock> {
    return this.chain.blocks(fromHeight, signal)
  }

  privateValue(place: PrivateValuePlace): Promise<{ key: string; value: Uint8Array } | null> {
    return this.chain.privateValue(place)
  }

  /** What a peer has, or this node has seen of others: a peer that lags does not take it back. */
  async height(): Promise<number> {
    const [host] = this.gateways.hosts.values()
    if (host === undefined || this.closed) throw new Unavailable('the ledger (it is closed)')
    const there = await tallestOf(host)
    return Math.max(there, this.store.height, this.known)
  }

  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    this.log.close()
    await this.chain.close()
    this.gateways.close()
    await this.store.close()
  }

  /** Waits a little for the host's peers to have every block that a receipt has told of. */
  private async untilTold(host: HostGateways): Promise<void> {
    const until = Date.now() + settlesWithinMs
    const told = this.known
    while ((this.caughtUp.get(host.msp) ?? 0) < told && Date.now() < until) {
      const heights = await Promise.allSettled(host.own().map(({ network }) => heightOf(network)))
      const lags = heights.some((height) => height.status === 'fulfilled' && height.value < told)
      if (lags) await delay(lookAgainMs)
      else this.caughtUp.set(host.msp, told)
    }
  }

  private hostOf(msp: Msp): HostGateways {
    const host = this.gateways.hosts.get(msp)
    if (host === undefined) throw new RuleViolation('ORGANISATION_UNKNOWN', { msp })
    if (this.closed) throw new Unavailable('the ledger (it is closed)')
    return host
  }

  private remembered<Receipted extends Receipt<unknown>>(receipt: Receipted): Receipted {
    this.known = Math.max(this.known, receipt.height + 1)
    return receipt
  }
}

/** Whose node signs checkpoints stands in its name. */
export function signerNameOf(origin: string, { hosts }: Pick<FabricProfile, 'hosts'>): string {
  return `${origin}/${hosts.map(({ msp }) => msp).join(',')}`
}

/** This node shows itself as the first organisation that it signs for. */
function membershipOf({ hosts, organisations }: FabricProfile): Membership {
  const [first] = hosts
  if (first === undefined) throw new Error('the profile names no organisation')
  return {
    identity: {
      organisation: first.msp,
      certificate: new X509Certificate(first.certificate),
      key: first.privateKey,
    },
    authorities: organisations.map(({ msp, ca }) => ({ organisation: msp, ca: new X509Certificate(ca) })),
  }
}

/** Of the first peer that answers. @throws Unavailable */
async function tallestOf(host: HostGateways): Promise<number> {
  let cause: unknown
  for (const gateway of host.all()) {
    try {
      const height = await heightOf(gateway.network)
      host.succeeded(gateway)
      return height
    } catch (error) {
      cause = error
      host.failed(gateway)
    }
  }
  throw new Unavailable('the ledger (its peers)', { cause })
}

/** Peers may be starting at the same time. */
async function withPatience<T>(open: () => Promise<T>, { profile, openWithinMs }: Settings): Promise<T> {
  const until = Date.now() + openWithinMs
  for (;;) {
    try {
      return await open()
    } catch (cause) {
      const isAway = cause instanceof Error && 'code' in cause
      if (!isAway) throw cause
      if (Date.now() < until) {
        await delay(300)
        continue
      }
      const peers = profile.hosts.flatMap((host) => host.peers.map(({ endpoint }) => endpoint))
      throw new Unavailable(
        `the ledger (no peer of ${[...new Set(peers)].join(', ')} answers for the chaincode ${profile.chaincode} on the ` +
          `channel ${profile.channel}: ${cause.message})`,
        { cause },
      )
    }
  }
}
