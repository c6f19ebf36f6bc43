/** Fabric's own client at one named peer, signing for an organisation: what the product's adapter would never do. */
import { Client, credentials } from '@grpc/grpc-js'
import { connect, hash, type Gateway } from '@hyperledger/fabric-gateway'
import type { Msp } from '../../chaincode/src/domain/ledgerApi.ts'
import type { Network } from '../../network/src/network.ts'
import { signNow } from '../../server/src/ledger/embedded/identity/signature.ts'
import { loadProfile } from '../../server/src/ledger/fabric/profile.ts'

export interface PeerAccess {
  /** The peer's name in the network. */
  node: string
  gateway: Gateway
  /** Past the gateway: this peer's own services. */
  client: Client
  sign: (bytes: Uint8Array) => Uint8Array
  close: () => void
}

/** @param as the organisation that signs; it need not be the peer's own */
export function accessPeer(network: Network, node: string, as: Msp): PeerAccess {
  const { endpoint } = network.node(node)
  const host = loadProfile(network.profiles.all).hosts.find(({ msp }) => msp === as)
  const at = host?.peers.find((one) => one.endpoint === endpoint)
  if (host === undefined || at === undefined) throw new Error(`no ${as} or no ${node} in the profile`)

  const tls = credentials.createSsl(at.tlsCa)
  const options = { 'grpc.max_receive_message_length': -1 }
  const client = new Client(at.endpoint, tls, options)
  const sign = (bytes: Uint8Array) => signNow(host.privateKey, bytes)
  const within = (ms: number) => () => ({ deadline: Date.now() + ms })
  const gateway = connect({
    ...{ client, hash: hash.none, signer: (bytes) => Promise.resolve(sign(bytes)) },
    identity: { mspId: as, credentials: Buffer.from(host.certificate) },
    evaluateOptions: within(10_000),
    endorseOptions: within(30_000),
    submitOptions: within(10_000),
    commitStatusOptions: within(30_000),
  })
  return {
    ...{ node, gateway, client, sign },
    close() {
      gateway.close()
      client.close()
    },
  }
}
