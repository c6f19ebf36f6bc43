/** A Fabric block in the port's terms: the transactions of one chaincode, and what chains the block to the one before. */
import { common, peer } from '@hyperledger/fabric-protos'
import { validationCodes, type LedgerTransaction } from '../../port.ts'
import { HistoryLost } from '../../following/historyLost.ts'
import { dataHashOf, headerHashOf } from './blockHeader.ts'
import {
  endorserTransaction,
  readCall,
  readHeader,
  type EndorsedCall,
  type EnvelopeHeader,
} from './envelope.ts'
import { hashedWritesOf, namespaceOf, writesOf } from './writeSet.ts'

export interface FabricBlock {
  height: number
  hash: Uint8Array
  previousHash: Uint8Array
  /** The latest time in any of its envelopes, integer ms: a block of Fabric has none of its own. */
  latest: number
  /** Private values are not among them. */
  transactions: FabricTransaction[]
  /** A definition may have changed with it. */
  changesDefinitions: boolean
}

/** `index` counts this chaincode's transactions in the block; `position` all of the block's. */
export interface FabricTransaction extends LedgerTransaction {
  position: number
}

const transactionsFilter = common.BlockMetadataIndex.TRANSACTIONS_FILTER

/** @throws HistoryLost where the block's data is not what its header says; Error where a valid transaction makes no sense */
export function decodeBlock(
  block: common.Block,
  { channel, chaincode }: { channel: string; chaincode: string },
): FabricBlock {
  const header = block.getHeader()
  if (header === undefined) throw new Error('a block without a header')
  const height = header.getNumber()
  const envelopes = block.getData()?.getDataList_asU8() ?? []
  if (!Buffer.from(header.getDataHash_asU8()).equals(dataHashOf(envelopes)))
    throw new HistoryLost(`block ${String(height)} does not hold the data that its header names`)
  const codes = block.getMetadata()?.getMetadataList_asU8()[transactionsFilter] ?? new Uint8Array()
  const decoded = { transactions: [] as FabricTransaction[], latest: 0, changesDefinitions: false }
  for (const [position, bytes] of envelopes.entries()) {
    const code = codes[position] ?? peer.TxValidationCode.NOT_VALIDATED
    const envelope = readable(bytes, code, height)
    if (envelope === null) continue
    const { of, call } = envelope
    decoded.latest = Math.max(decoded.latest, of.at)
    decoded.changesDefinitions ||= call?.chaincode === '_lifecycle'
    if (call === null || of.channel !== channel) continue
    const transaction = transactionOf(of, call, code, chaincode)
    if (transaction !== null)
      decoded.transactions.push({ ...transaction, index: decoded.transactions.length, position })
  }
  return {
    height,
    hash: headerHashOf(header),
    previousHash: Buffer.from(header.getPreviousHash_asU8()),
    ...decoded,
  }
}

/** null: invalid and not what it should be; peers keep such things in a block, too. */
function readable(
  bytes: Uint8Array,
  code: number,
  height: number,
): { of: EnvelopeHeader; call: EndorsedCall | null } | null {
  try {
    const of = readHeader(common.Envelope.deserializeBinary(bytes))
    return { of, call: of.type === endorserTransaction ? readCall(of.payload) : null }
  } catch (cause) {
    if (code !== validationCodes.valid) return null
    throw new Error(`block ${String(height)} holds a valid transaction that cannot be read`, { cause })
  }
}

/** null: it is another chaincode's and leaves this one's state alone. */
function transactionOf(
  { txId, at, by }: EnvelopeHeader,
  { chaincode: called, version, args, action }: EndorsedCall,
  code: number,
  chaincode: string,
): Omit<FabricTransaction, 'index' | 'position'> | null {
  const set = namespaceOf(action, chaincode)
  const writes = set === null ? [] : writesOf(set)
  const privateWrites = set === null ? [] : hashedWritesOf(set)
  const isOurs = called === chaincode
  if (!isOurs && writes.length + privateWrites.length === 0) return null
  const [fn = '', requestId = '', input = ''] = args.map((arg) => Buffer.from(arg).toString('utf8'))
  const isValid = code === validationCodes.valid
  return {
    ...{ txId, by, at, code, contract: version.replace('+', '#') },
    // Written by way of another chaincode: its call is not in our terms, but its writes are the state.
    ...(isOurs ? { fn, requestId, input } : { fn: `${called}/${fn}`, requestId: '', input: '{}' }),
    event: isOurs ? eventOf(action) : null,
    writes: isValid ? writes : [],
    privateWrites: isValid ? privateWrites : [],
  }
}

function eventOf(action: peer.ChaincodeAction): LedgerTransaction['event'] {
  const bytes = action.getEvents_asU8()
  if (bytes.length === 0) return null
  const event = peer.ChaincodeEvent.deserializeBinary(bytes)
  return { name: event.getEventName(), payload: Buffer.from(event.getPayload_asU8()) }
}
