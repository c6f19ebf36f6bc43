import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Ledger } from '../port.ts'
import type { WritableReplica } from '../replica.ts'
import type { AwaitedValue } from '../replica/replicaStore.ts'
import { Backoff } from './backoff.ts'

const lookEveryMs = 1_000

/**
 * Peers may have a block before they have its private values, and nothing tells when one has come: asks again until the
 * replica waits for none. Runs until `signal` aborts.
 */
export async function fetchAwaited(
  { ledger, replica, log }: { ledger: Ledger; replica: WritableReplica; log: Logger },
  signal: AbortSignal,
): Promise<void> {
  if (ledger.privateValue === undefined) return
  const backoff = new Backoff()
  const isStopped = () => signal.aborted
  while (!isStopped()) {
    const awaited = replica.awaited()
    for (const place of awaited) {
      if (isStopped()) return
      const came = await fetchOne(ledger, replica, place).catch((err: unknown) => {
        log.warn({ err, ...place }, 'replica.valueNotRead')
        return false
      })
      if (came) backoff.succeeded()
    }
    if (awaited.length === 0)
      await delay(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined)
    else await backoff.failed(signal)
  }
}

/** false: it has not come yet. */
async function fetchOne(ledger: Ledger, replica: WritableReplica, place: AwaitedValue): Promise<boolean> {
  const { height, index, collection } = place
  const keyHash = Buffer.from(place.keyHash, 'base64url')
  const valueHash = Buffer.from(place.valueHash, 'base64url')
  const found = await ledger.privateValue?.({ height, index, collection, keyHash, valueHash })
  return found !== null && found !== undefined && replica.putAwaited(place, found.value)
}
