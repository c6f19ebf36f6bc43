/** What an endorsed transaction would do, looked at before it is sent: the limits are the same on every ledger. */
import { gateway } from '@hyperledger/fabric-protos'
import { checkKey, checkSize } from '../../transactionLimits.ts'
import { readCall, readHeader } from '../blocks/envelope.ts'
import { hashedWritesOf, namespaceOf, readsOf, writesOf } from '../blocks/writeSet.ts'

/** `envelope`: a gateway.PreparedTransaction. @throws RuleViolation INPUT_INVALID where it is too large, Error for a bad key */
export function checkTransaction(envelope: Uint8Array, chaincode: string, input: string): void {
  const { action } = callIn(envelope)
  const set = namespaceOf(action, chaincode)
  if (set === null) return
  const writes = writesOf(set)
  for (const { key } of writes) checkKey(key)
  checkSize({
    input,
    writes,
    privateKeys: hashedWritesOf(set).length,
    eventBytes: action.getEvents_asU8().length,
  })
}

/** Where the once-only record that answered a repeat was written; null where it was not read. */
export function placeOfRecord(
  envelope: Uint8Array,
  chaincode: string,
): { block: number; position: number } | null {
  const set = namespaceOf(callIn(envelope).action, chaincode)
  const reads = set === null ? [] : readsOf(set)
  return reads.find(({ key, version }) => key.startsWith('request/') && version !== null)?.version ?? null
}

function callIn(prepared: Uint8Array) {
  const envelope = gateway.PreparedTransaction.deserializeBinary(prepared).getEnvelope()
  if (envelope === undefined) throw new Error('the gateway answered without an envelope')
  return readCall(readHeader(envelope).payload)
}
