/** The chain as this node follows it: its blocks in the port's terms, and the private values that its organisations hold. */
import { setTimeout as delay } from 'node:timers/promises'
import type { common } from '@hyperledger/fabric-protos'
import type { Msp } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import { HistoryLost } from '../../following/historyLost.ts'
import type { LedgerBlock, PrivateValuePlace } from '../../port.ts'
import { BlockFeed } from './blockFeed.ts'
import { headerHashOf } from '../blocks/blockHeader.ts'
import { checkOrdered } from '../blocks/blockMetadata.ts'
import {
  missingFrom,
  privateValueId,
  privateValuesOf,
  withPrivateValues,
  type PrivateValue,
  type PrivateValues,
} from '../blocks/privateValues.ts'
import { Signatories } from '../blocks/signatories.ts'
import type { BlockStore, StoredBlock } from './blockStore.ts'
import { blockOf, heightOf } from './chainInfo.ts'
import { readCollections, type Collections } from './collections.ts'
import { followPeer, readBlock } from './followPeer.ts'
import type { Gateways, HostGateways, PeerGateway } from '../gateways.ts'
import type { FabricProfile } from '../profile.ts'

export interface ChainParts {
  gateways: Gateways
  profile: Pick<FabricProfile, 'channel' | 'chaincode' | 'orderers'>
  store: BlockStore
  report: (trouble: string, facts: object) => void
}

/** How long a block of long ago may wait for its private values; they can be asked for later. */
const valuesWithinMs = 3_000

export class FollowedChain {
  private readonly parts: ChainParts
  private readonly stopping = new AbortController()
  private readonly feed: BlockFeed
  private collections: Collections
  private lastBlockAt = 0
  private readonly checkBlock: (block: common.Block) => void

  private constructor(parts: ChainParts, collections: Collections) {
    this.parts = parts
    this.collections = collections
    const { store, report } = parts
    this.checkBlock = orderedBy(parts.profile.orderers)
    this.feed = new BlockFeed({
      ...{ store, ...parts.profile },
      follow: (from, signal) => followPeer(this.bestHost(), from, this.followSettings(), signal),
      onBlocks: (blocks) => {
        if (blocks.some(({ transactions }) => transactions.length > 0)) this.lastBlockAt = Date.now()
        if (blocks.some(({ changesDefinitions }) => changesDefinitions)) void this.readDefinition()
      },
      onTrouble: (err) => {
        report('ledger.followingFailed', { err })
      },
    })
  }

  /** Resolves once the first block is stored. @throws HistoryLost where the store follows another chain; GatewayError */
  static async open(parts: ChainParts): Promise<FollowedChain> {
    const { gateways, profile, store } = parts
    const [first] = gateways.hosts.values()
    if (first === undefined) throw new Error('the profile names no organisation')
    const { network } = first.choose()
    const collections = await readCollections(network, profile.chaincode)
    if (store.height > 0) await checkSameChain(store, first.choose())
    const chain = new FollowedChain(parts, collections)
    await chain.feed.reached(1)
    return chain
  }

  /** A block with transactions of ours came so lately that some endorser may not have it yet. */
  get mayLag(): boolean {
    return Date.now() - this.lastBlockAt < 2_000
  }

  async *blocks(fromHeight: number, signal: AbortSignal): AsyncGenerator<LedgerBlock> {
    for (let height = fromHeight; ; height++) {
      if (!(await this.reachedBefore(height + 1, signal))) return
      yield await this.shown(this.parts.store.block(height))
    }
  }

  /** Id of the transaction at a place that a peer has named. */
  async txIdAt({ block, position }: { block: number; position: number }): Promise<string> {
    await this.feed.reached(block + 1)
    const found = this.parts.store.block(block).transactions.find((each) => each.position === position)
    if (found === undefined)
      throw new Error(`block ${String(block)} has no transaction ${String(position)} of ours`)
    return found.txId
  }

  /** A value that did not come with its block; null: no peer that may hold it has it yet. */
  async privateValue({
    height,
    index,
    collection,
    keyHash,
    valueHash,
  }: PrivateValuePlace): Promise<PrivateValue | null> {
    if (height >= this.parts.store.height) return null
    const transaction = this.parts.store.block(height).transactions[index]
    if (transaction === undefined) return null
    const values = await this.readValues(height, [collection], AbortSignal.timeout(valuesWithinMs))
    return values.get(privateValueId(transaction.position, collection, keyHash, valueHash)) ?? null
  }

  async close(): Promise<void> {
    this.stopping.abort()
    await this.feed.stop()
  }

  /** false: `signal` aborted, or this was closed, before. */
  private async reachedBefore(height: number, signal: AbortSignal): Promise<boolean> {
    const ended = AbortSignal.any([signal, this.stopping.signal])
    if (ended.aborted) return false
    if (this.parts.store.height >= height) return true
    const end = new Promise<void>((resolve) => {
      ended.addEventListener('abort', () => {
        resolve()
      })
    })
    await Promise.race([this.feed.reached(height), end])
    return !ended.aborted
  }

  private async shown({ height, hash, at, transactions }: StoredBlock): Promise<LedgerBlock> {
    const isOwn = (collection: string) => this.membersOf(collection).length > 0
    const came = this.feed.privateValues(height)
    const values = came ?? new Map<string, PrivateValue>()
    const missing = missingFrom(values, transactions).filter(({ collection }) => isOwn(collection))
    // Another organisation of this node may be a member where the one that follows is not.
    const asked = [...new Set(missing.map(({ collection }) => collection))]
    const more =
      asked.length === 0 ? [] : await this.readValues(height, asked, AbortSignal.timeout(valuesWithinMs))
    const all = new Map([...values, ...more])
    return { height, hash, at, transactions: withPrivateValues(transactions, all, isOwn) }
  }

  /** From own peers of the hosted organisations that are members. */
  private async readValues(
    height: number,
    collections: readonly string[],
    signal: AbortSignal,
  ): Promise<PrivateValues> {
    const found = new Map<string, PrivateValue>()
    for (const host of new Set(collections.flatMap((collection) => this.membersOf(collection)))) {
      const gateway = host.choose()
      // What does not come now stays awaited, and is asked for again.
      const block = await readBlock(gateway, height, signal).catch((err: unknown) => {
        this.parts.report('ledger.valuesNotRead', { endpoint: gateway.endpoint, height, err })
        return null
      })
      if (block === null) continue
      for (const [id, value] of privateValuesOf(block, this.parts.profile.chaincode)) found.set(id, value)
    }
    return found
  }

  /** The hosted organisations that are members of a collection. */
  private membersOf(collection: string): HostGateways[] {
    const members = this.collections.get(collection)
    return [...this.parts.gateways.hosts.values()].filter(({ msp }) => members?.has(msp) ?? false)
  }

  /** Follows as the organisation that holds the most private collections: their values come with the blocks. */
  private bestHost(): HostGateways {
    const held = ({ msp }: { msp: Msp }) =>
      [...this.collections.values()].filter((members) => members.has(msp)).length
    return [...this.parts.gateways.hosts.values()].reduce((best, host) =>
      held(host) > held(best) ? host : best,
    )
  }

  private followSettings() {
    return {
      check: this.checkBlock,
      tallest: () => heightOf(this.bestHost().choose().network),
      onBroken: (endpoint: string, err: unknown) => {
        this.parts.report('ledger.peerLost', { endpoint, err })
      },
    }
  }

  private async readDefinition(): Promise<void> {
    const { gateways, profile, report } = this.parts
    const [host] = gateways.hosts.values()
    while (host !== undefined && !this.stopping.signal.aborted) {
      try {
        this.collections = await readCollections(host.choose().network, profile.chaincode)
        return
      } catch (err) {
        report('ledger.definitionNotRead', { err })
        await delay(1_000, undefined, { signal: this.stopping.signal }).catch(() => undefined)
      }
    }
  }
}

/**
 * Nobody but an orderer can make up a block, then: not even a peer of another organisation, from which this node follows
 * while its own are away. The first block has no signature; every other one rests on its hash.
 */
function orderedBy(authorities: FabricProfile['orderers']): (block: common.Block) => void {
  if (authorities.length === 0) return () => undefined
  const orderers = new Signatories(authorities)
  return (block) => {
    if (block.getHeader()?.getNumber() !== 0) checkOrdered(block, orderers)
  }
}

/** A peer that lags is no other history: its next blocks are checked as they come. */
async function checkSameChain(store: BlockStore, { endpoint, network }: PeerGateway): Promise<void> {
  const there = await heightOf(network)
  for (const height of [0, store.height - 1]) {
    if (height >= there) continue
    const header = (await blockOf(network, height)).getHeader()
    if (header !== undefined && Buffer.from(headerHashOf(header)).equals(store.block(height).hash)) continue
    throw new HistoryLost(
      `the peer ${endpoint} holds another block ${String(height)} than this node has followed: it is another network, or an older ` +
        'backup that went on. Put back what belongs together, or remove the folder `fabric-log` of the data folder to accept this one. ' +
        'Nothing was changed',
    )
  }
}
