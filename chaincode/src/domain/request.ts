/** Once only: a request id is a UUIDv7 (RFC 9562 section 5.7), good for 30 days from the time that it carries. */
import type { Act, Decision, Write } from './decision.ts'
import { invalid } from './input.ts'
import type { Hash, LedgerEvent, Msp, RequestRecord, TransactionEvent } from './ledgerApi.ts'
import { stateKey } from './stateKeys.ts'
import { clockToleranceMs, dayMs, dayOf } from './time.ts'
import { RuleViolation } from './violation.ts'

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const lifetimeMs = 30 * dayMs
/** As far as an honest caller's clock may be ahead of the transaction's. */
const aheadMs = clockToleranceMs / 2

/** The ms that a request id carries; throws INPUT_INVALID on anything but a lower-case UUIDv7. */
function timeOf(requestId: string, field: string): number {
  if (!uuidV7.test(requestId)) throw invalid(field, 'must be a UUID version 7 in lower case')
  return parseInt(requestId.slice(0, 8) + requestId.slice(9, 13), 16)
}

/** The key of the once-only record. Throws REQUEST_EXPIRED, REQUEST_FROM_FUTURE, INPUT_INVALID. */
export function requestKeyOf(act: Act, requestId: string): string {
  const at = timeOf(requestId, 'requestId')
  if (act.now - at > lifetimeMs) throw new RuleViolation('REQUEST_EXPIRED', { requestId, now: act.now })
  if (at - act.now > aheadMs) throw new RuleViolation('REQUEST_FROM_FUTURE', { requestId, now: act.now })
  return keyOf(act.msp, requestId, at)
}

function keyOf(msp: Msp, requestId: string, at: number): string {
  return stateKey.request(dayOf(at), msp, requestId)
}

/** The event of the earlier transaction, for the same fn and input; REQUEST_ID_REUSED for another. */
export function repeatedEvent(
  earlier: RequestRecord,
  fn: string,
  input: Hash,
  requestId: string,
): LedgerEvent {
  if (earlier.fn !== fn || earlier.input !== input) {
    throw new RuleViolation('REQUEST_ID_REUSED', { requestId, fn: earlier.fn })
  }
  return earlier.event
}

/**
 * Deletes once-only records that can no longer be asked for. Later than their expiry by the clocks' tolerance: a
 * transaction whose time is behind the pruning one's must still find them.
 */
export function decidePrune(
  act: Act,
  { keys }: { keys: readonly string[] },
): Decision<TransactionEvent<'request:prune'>> {
  const writes = keys.map((key, i): Write => {
    const [, , msp = '', requestId = ''] = key.split('/')
    const at = timeOf(requestId, `keys[${i}]`)
    if (keyOf(msp, requestId, at) !== key) throw invalid(`keys[${i}]`, "must name the id's own day")
    if (act.now - at <= lifetimeMs + clockToleranceMs) {
      throw new RuleViolation('REQUEST_NOT_EXPIRED', { requestId, now: act.now })
    }
    return { key, record: null }
  })
  return { writes, event: { type: 'requests.pruned', count: writes.length, at: act.now } }
}
