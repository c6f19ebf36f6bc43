/** A peer's end of Fabric's chaincode protocol (peer/chaincode_shim.proto), over gRPC, answering from a simulation. */
import { createRequire } from 'node:module'
import type { ContractAnswer, Proposal } from '../../server/src/ledger/embedded/contracts/contractCaller.ts'
import type { Peer } from '../../server/src/ledger/embedded/contracts/fabricStub.ts'

/** A message class of protoc's JavaScript: its setters and getters by name. */
type Message = Record<string, (...args: unknown[]) => unknown> & { serializeBinary: () => Uint8Array }
type MessageClass = (new () => Message) & {
  deserializeBinary: (bytes: Uint8Array) => Message
  Type: Record<string, number>
}
interface Stream {
  write: (message: Message) => void
  on: ((event: 'data', listener: (message: Message) => void) => void) &
    ((event: 'error', listener: (error: Error) => void) => void)
  cancel: () => void
}
interface Client {
  connect: () => Stream
  close: () => void
}

const require = createRequire(createRequire(import.meta.url).resolve('fabric-shim/package.json'))
const { peer, common, msp } = require('@hyperledger/fabric-protos') as Record<
  string,
  Record<string, MessageClass>
>
const { credentials } = require('@grpc/grpc-js') as { credentials: { createInsecure: () => unknown } }
const { Timestamp } = require('google-protobuf/google/protobuf/timestamp_pb.js') as Record<
  string,
  MessageClass
>
const type = (peer?.['ChaincodeMessage'] as MessageClass).Type

/** Sets fields by name on a new message. */
function make(kind: MessageClass | undefined, fields: Record<string, unknown>): Message {
  if (kind === undefined) throw new Error('fabric-protos has changed')
  const message = new kind()
  for (const [name, value] of Object.entries(fields)) message[`set${name}`]?.(value)
  return message
}

export class FabricPeer {
  private readonly client: Client
  private readonly stream: Stream
  private closed = false
  private answering: Peer | undefined
  private completed: ((message: Message) => void) | undefined
  readonly ready: Promise<void>

  constructor(address: string) {
    const ChaincodeClient = peer?.['ChaincodeClient'] as unknown as new (at: string, how: unknown) => Client
    this.client = new ChaincodeClient(address, credentials.createInsecure())
    this.stream = this.client.connect()
    this.stream.on('error', (error) => {
      // Cancelling a call is an error to gRPC.
      if (!this.closed) throw error
    })
    this.ready = new Promise((resolve) => {
      this.stream.on('data', (message) => {
        if (message['getType']?.() !== type['REGISTER']) return void this.receive(message)
        this.send(type['REGISTERED'], {})
        this.send(type['READY'], {})
        resolve()
      })
    })
  }

  /** One transaction, as a dispatcher would run it. */
  async invoke(proposal: Proposal, answering: Peer): Promise<ContractAnswer> {
    this.answering = answering
    const completed = new Promise<Message>((resolve) => (this.completed = resolve))
    const args = [proposal.fn, ...proposal.args].map((arg) => Buffer.from(arg))
    const Payload = make(peer?.['ChaincodeInput'], { ArgsList: args }).serializeBinary()
    const Proposal = signedProposal(proposal)
    this.send(type['TRANSACTION'], { Payload, Proposal, Txid: proposal.txId, ChannelId: proposal.channel })
    const message = await completed
    const response = (peer?.['Response'] as MessageClass).deserializeBinary(
      message['getPayload_asU8']?.() as Uint8Array,
    )
    const event = message['getChaincodeEvent']?.() as Message | undefined
    const status = response['getStatus']?.() as number
    return {
      payload: status < 400 ? (response['getPayload_asU8']?.() as Uint8Array) : null,
      message: response['getMessage']?.() as string,
      event: event
        ? {
            name: event['getEventName']?.() as string,
            payload: Buffer.from(event['getPayload_asU8']?.() as Uint8Array),
          }
        : null,
      readSecret: false,
    }
  }

  close(): void {
    this.closed = true
    this.stream.cancel()
    this.client.close()
  }

  private send(Type: unknown, fields: Record<string, unknown>): void {
    this.stream.write(make(peer?.['ChaincodeMessage'], { Type, ...fields }))
  }

  private async receive(message: Message): Promise<void> {
    if (message['getType']?.() === type['COMPLETED']) return this.completed?.(message)
    const reply = { Txid: message['getTxid']?.(), ChannelId: message['getChannelId']?.() }
    try {
      const value = await this.answer(
        message['getType']?.() as number,
        message['getPayload_asU8']?.() as Uint8Array,
      )
      this.send(type['RESPONSE'], { ...reply, Payload: value ?? new Uint8Array() })
    } catch (error) {
      this.send(type['ERROR'], { ...reply, Payload: Buffer.from((error as Error).message) })
    }
  }

  private async answer(asked: number, payload: Uint8Array): Promise<unknown> {
    const at = this.answering
    if (at === undefined) throw new Error('nothing was asked of this peer')
    const read = (name: string) => {
      const body = (peer?.[name] as MessageClass).deserializeBinary(payload)
      const key = body['getKey']?.() as string
      return {
        collection: body['getCollection']?.() as string,
        key,
        value: body['getValue_asU8']?.() as Uint8Array,
      }
    }
    if (asked === type['GET_STATE'])
      return at.handleGetState(read('GetState').collection, read('GetState').key)
    if (asked === type['GET_PRIVATE_DATA_HASH']) {
      return at.handleGetPrivateDataHash(read('GetState').collection, read('GetState').key)
    }
    if (asked === type['DEL_STATE'])
      return at.handleDeleteState(read('DelState').collection, read('DelState').key)
    if (asked === type['PUT_STATE']) {
      const { collection, key, value } = read('PutState')
      return at.handlePutState(collection, key, value)
    }
    throw new Error(`this peer does not answer messages of type ${asked}`)
  }
}

function signedProposal({ at, channel, txId, creator, secret }: Proposal): Message {
  const timestamp = make(Timestamp, { Seconds: Math.floor(at / 1000), Nanos: (at % 1000) * 1_000_000 })
  const identity = make(msp?.['SerializedIdentity'], { Mspid: creator.mspid, IdBytes: creator.idBytes })
  const channelHeader = make(common?.['ChannelHeader'], {
    Timestamp: timestamp,
    ChannelId: channel,
    TxId: txId,
  })
  const signatureHeader = make(common?.['SignatureHeader'], {
    Creator: identity.serializeBinary(),
    Nonce: Buffer.alloc(24),
  })
  const header = make(common?.['Header'], {
    ChannelHeader: channelHeader.serializeBinary(),
    SignatureHeader: signatureHeader.serializeBinary(),
  })
  // Not empty even without arguments: the shim refuses an empty payload.
  const payload = make(peer?.['ChaincodeProposalPayload'], { Input: Buffer.from('input') })
  const transient = payload['getTransientmapMap']?.() as Map<string, Uint8Array>
  for (const [name, value] of Object.entries(secret)) transient.set(name, value)
  const proposal = make(peer?.['Proposal'], {
    Header: header.serializeBinary(),
    Payload: payload.serializeBinary(),
  })
  return make(peer?.['SignedProposal'], {
    ProposalBytes: proposal.serializeBinary(),
    Signature: Buffer.of(1),
  })
}
