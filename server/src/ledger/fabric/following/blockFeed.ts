/** Follows one peer's blocks into the store, checks that each is the next of the one chain, and wakes those who wait. */
import type { peer } from '@hyperledger/fabric-protos'
import { Backoff } from '../../following/backoff.ts'
import { HeightReached } from '../../following/heightReached.ts'
import { HistoryLost } from '../../following/historyLost.ts'
import { runsOf } from '../../following/runsOf.ts'
import type { BlockStore } from './blockStore.ts'
import { decodeBlock, type FabricBlock } from '../blocks/decodeBlock.ts'
import { privateValuesOf, type PrivateValues } from '../blocks/privateValues.ts'

export interface FeedParts {
  store: BlockStore
  channel: string
  chaincode: string
  /** Blocks from a height on, until the signal aborts. */
  follow: (from: number, signal: AbortSignal) => AsyncIterable<peer.BlockAndPrivateData>
  /** Told of blocks that the store holds from now on. */
  onBlocks: (blocks: readonly FabricBlock[]) => void
  /** Told of troubles that pass, such as a full disk; it goes on trying. */
  onTrouble: (error: unknown) => void
}

/** Blocks whose private values are remembered: followers that keep up find them here. */
const remembered = 200
/** Envelopes that are decoded, stored and flushed together while the node is behind. */
const envelopesInRun = 1_000

export class BlockFeed {
  private readonly parts: FeedParts
  private readonly stopping = new AbortController()
  private readonly progress: HeightReached
  private readonly values = new Map<number, PrivateValues>()
  private readonly lost: Promise<never>
  private readonly running: Promise<void>

  constructor(parts: FeedParts) {
    this.parts = parts
    this.progress = new HeightReached(parts.store.height)
    this.running = this.run()
    this.lost = this.running.then(() => new Promise<never>(() => undefined))
    // Met by those who wait for a block.
    this.lost.catch(() => undefined)
  }

  /** Resolves once `height` blocks are stored. @throws HistoryLost: nothing comes after that */
  async reached(height: number): Promise<void> {
    if (this.progress.height >= height) return
    await Promise.race([this.progress.reached(height), this.lost])
  }

  /** Those that came with the block; undefined: it was long ago. */
  privateValues(height: number): PrivateValues | undefined {
    return this.values.get(height)
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await this.running.catch(() => undefined)
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping
    const backoff = new Backoff()
    while (!signal.aborted) {
      try {
        await this.follow(() => {
          backoff.succeeded()
        })
      } catch (error) {
        if (error instanceof HistoryLost) throw error
        this.parts.onTrouble(error)
        await backoff.failed(signal)
      }
    }
  }

  private async follow(onStored: () => void): Promise<void> {
    const { store, follow, onBlocks } = this.parts
    const weigh = (block: peer.BlockAndPrivateData) => block.getBlock()?.getData()?.getDataList().length ?? 0
    const open = (signal: AbortSignal) => follow(store.height, signal)
    for await (const run of runsOf(open, this.stopping.signal, { weigh, most: envelopesInRun })) {
      const blocks = this.decode(run)
      store.append(blocks)
      onStored()
      onBlocks(blocks)
      this.progress.set(store.height)
    }
  }

  private decode(run: readonly peer.BlockAndPrivateData[]): FabricBlock[] {
    const { store, chaincode } = this.parts
    let last = store.lastHash
    return run.map((each) => {
      const raw = each.getBlock()
      if (raw === undefined) throw new Error('a peer sent no block')
      const block = decodeBlock(raw, this.parts)
      if (last !== null && !Buffer.from(block.previousHash).equals(last))
        throw new HistoryLost(
          `block ${String(block.height)} does not follow the block before it: peers of this channel tell another history`,
        )
      last = block.hash
      this.values.set(block.height, privateValuesOf(each, chaincode))
      this.values.delete(block.height - remembered)
      return block
    })
  }
}
