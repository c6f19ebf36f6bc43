/**
 * Fetches leaf files that this node lacks from whichever node has them: in the background with growing pauses, and again as
 * soon as a scan needs one. Until a file is here whole, its packs are answered *unavailable*.
 */
import { setTimeout } from 'node:timers/promises'
import type { BatchRecord, Hash, PackTree } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import type { LedgerBlock } from '../../../ledger/port.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { NodeClient } from '../../../platform/nodes/nodeClient.ts'
import { bytesOfFile } from '../leafFile.ts'
import type { LeafStore } from '../leafStore.ts'
import { receiveLeaves } from './receiveLeaves.ts'

type Tree = Pick<PackTree, 'root' | 'depth'>

export interface LeafFetcherDeps {
  leaves: Pick<LeafStore, 'state' | 'partFor' | 'adopt'>
  client: NodeClient
  /** Whether this node could say anything of the tree's packs. */
  useful: (tree: PackTree) => boolean
  logger: Logger
}

interface Wanted extends Tree {
  failures: number
  /** ms since 1970. */
  dueAt: number
}

/** Nodes that hang must not hold up the files that others have. */
const atOnce = 3
const firstPauseMs = 1_000
const longestPauseMs = 5 * 60_000

export class LeafFetcher {
  readonly #deps: LeafFetcherDeps
  readonly #wanted = new Map<Hash, Wanted>()
  readonly #underWay = new Set<Wanted>()
  readonly #ended = new AbortController()
  readonly #workers: Promise<void>[]
  #awake = new AbortController()

  /** Begins at once; where there are no other nodes it does nothing, for ever. */
  constructor(deps: LeafFetcherDeps) {
    this.#deps = deps
    const isAlone = deps.client.nodes.length === 0
    this.#workers = isAlone ? [] : Array.from({ length: atOnce }, () => this.#work())
  }

  async stop(): Promise<void> {
    this.#ended.abort()
    this.#wake()
    await Promise.all(this.#workers)
  }

  /** Wants what these blocks register and is not here. */
  follow(blocks: readonly LedgerBlock[]): void {
    const writes = blocks.flatMap(({ transactions }) => transactions.flatMap((each) => each.writes))
    for (const { key, value } of writes) {
      if (value === null || !key.startsWith('batch/')) continue
      const { packs } = JSON.parse(Buffer.from(value).toString('utf8')) as BatchRecord
      const { leaves, useful } = this.#deps
      for (const tree of packs)
        if (useful(tree) && leaves.state(tree.root, tree.depth) !== 'whole') this.want(tree)
    }
  }

  /** Somebody needs it now: one that failed before is tried again within a second. */
  want({ root, depth }: Tree): void {
    if (this.#workers.length === 0) return
    const soon = Date.now() + firstPauseMs
    const wanted = this.#wanted.get(root)
    if (wanted !== undefined && wanted.dueAt <= soon) return
    if (wanted === undefined) this.#wanted.set(root, { root, depth, failures: 0, dueAt: Date.now() })
    else wanted.dueAt = soon
    this.#wake()
  }

  async #work(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      const next = this.#idleOnes().find(({ dueAt }) => dueAt <= Date.now())
      if (next === undefined) await this.#pause()
      else await this.#try(next)
    }
  }

  async #try(wanted: Wanted): Promise<void> {
    this.#underWay.add(wanted)
    if (await this.#fetch(wanted)) this.#wanted.delete(wanted.root)
    else {
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** wanted.failures++)
      // Jitter, so that nodes that lost the same one do not come back in step.
      wanted.dueAt = Date.now() + pauseMs * (0.5 + Math.random() / 2)
    }
    this.#underWay.delete(wanted)
  }

  async #fetch(wanted: Wanted): Promise<boolean> {
    const { client, logger } = this.#deps
    const { root, failures } = wanted
    const { nodes } = client
    // Another one first each time: the first may be slow or wrong.
    const first = failures % nodes.length
    for (const node of [...nodes.slice(first), ...nodes.slice(0, first)]) {
      const fault = await this.#fetchFrom(node, wanted).catch((error: unknown) => String(error))
      if (fault === null) {
        logger.info({ root, node }, 'leaves.fetched')
        return true
      }
      logger[failures === 0 ? 'warn' : 'debug']({ root, node, fault }, 'leaves.notFetched')
    }
    return false
  }

  /** null: it is here now; else why not. */
  async #fetchFrom(node: string, { root, depth }: Tree): Promise<string | null> {
    const { client, leaves } = this.#deps
    const path = `/node/leaves/${root}`
    const answer = await client.ask(node, { method: 'GET', path, signal: this.#ended.signal })
    if (answer.statusCode !== 200) {
      answer.resume()
      return `answered ${String(answer.statusCode)}`
    }
    const whole = await receiveLeaves(leaves, root, answer, bytesOfFile(depth))
    return whole ? null : 'sent something else'
  }

  #idleOnes(): Wanted[] {
    return [...this.#wanted.values()].filter((wanted) => !this.#underWay.has(wanted))
  }

  async #pause(): Promise<void> {
    const dueAt = Math.min(...this.#idleOnes().map((wanted) => wanted.dueAt))
    const ms = Math.max(0, Math.min(longestPauseMs, dueAt - Date.now()))
    await setTimeout(ms, undefined, { signal: this.#awake.signal }).catch(() => undefined)
  }

  #wake(): void {
    this.#awake.abort()
    this.#awake = new AbortController()
  }
}
