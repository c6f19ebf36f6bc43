/** Full blocks from one peer after another: the stream ends with its peer, and goes on from the next with the next block. */
import { setTimeout as delay } from 'node:timers/promises'
import type { common, peer } from '@hyperledger/fabric-protos'
import type { HostGateways, PeerGateway } from '../gateways.ts'
import { pauseAfter } from '../submitting/sendEnvelope.ts'

export interface FollowSettings {
  /** Number of blocks that some peer has: a stream that stays behind it is given up. */
  tallest: () => Promise<number>
  /** Whether this may be a block of the channel: a peer that sends another is given up as well. @throws Error that says why not */
  check: (block: common.Block) => void
  /** Told why a stream ended, before the next one. */
  onBroken: (endpoint: string, reason: unknown) => void
}

const lookEveryMs = 3_000

/** Each block once and in order, from `from` on, until `signal` aborts. */
export async function* followPeer(
  gateways: HostGateways,
  from: number,
  settings: FollowSettings,
  signal: AbortSignal,
): AsyncGenerator<peer.BlockAndPrivateData> {
  let next = from
  for (let failures = 0; !signal.aborted;) {
    const gateway = gateways.choose()
    const stalled = new AbortController()
    const watch = watchStall(() => next, settings.tallest, stalled)
    try {
      for await (const block of streamFrom(gateway, next, AbortSignal.any([signal, stalled.signal]))) {
        const received = block.getBlock()
        const height = received?.getHeader()?.getNumber()
        if (received === undefined || height !== next)
          throw new Error(`block ${String(height)} came where ${String(next)} was due`)
        settings.check(received)
        next++
        failures = 0
        gateways.succeeded(gateway)
        yield block
      }
      if (stalled.signal.aborted)
        throw new Error('it has sent nothing for a while, and other peers have more')
    } catch (error) {
      if (isAborted(signal)) return
      gateways.failed(gateway)
      settings.onBroken(gateway.endpoint, error)
      await delay(pauseAfter(failures++), undefined, { signal }).catch(() => undefined)
    } finally {
      clearInterval(watch)
    }
  }
}

/** Blocks `from` to `to` of one peer, which must have them. @throws GatewayError where the peer goes away */
export async function* readBlocks(
  gateway: PeerGateway,
  { from, to }: { from: number; to: number },
): AsyncGenerator<peer.BlockAndPrivateData> {
  if (to < from) return
  let height = from
  for await (const block of streamFrom(gateway, from, new AbortController().signal)) {
    yield block
    if (++height > to) return
  }
}

/** The block at `height` as this peer has it, with the private values that it holds for this organisation. */
export async function readBlock(
  gateway: PeerGateway,
  height: number,
  signal: AbortSignal,
): Promise<peer.BlockAndPrivateData | null> {
  for await (const block of streamFrom(gateway, height, signal)) return block
  return null
}

/** Ends quietly when `signal` aborts. @throws GatewayError where the peer goes away */
async function* streamFrom(
  { network }: PeerGateway,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<peer.BlockAndPrivateData> {
  if (signal.aborted) return
  const events = await network.getBlockAndPrivateDataEvents({ startBlock: BigInt(from) })
  const close = () => {
    events.close()
  }
  signal.addEventListener('abort', close)
  try {
    for await (const block of events) {
      if (isAborted(signal)) return
      yield block
    }
  } catch (error) {
    // A stream that was closed on purpose ends with an error.
    if (!isAborted(signal)) throw error
  } finally {
    signal.removeEventListener('abort', close)
    close()
  }
}

/** What the compiler believes to know of a signal it looked at before. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}

/** A peer that is stopped, or cut off from the orderers, closes no connection and sends no block. */
function watchStall(
  next: () => number,
  tallest: () => Promise<number>,
  stalled: AbortController,
): NodeJS.Timeout {
  let [seen, behind] = [next(), false]
  const look = async () => {
    const stands = next() === seen
    seen = next()
    const isBehind = stands && (await tallest().catch(() => 0)) > next()
    if (isBehind && behind) stalled.abort()
    behind = isBehind
  }
  return setInterval(() => void look(), lookEveryMs).unref()
}
