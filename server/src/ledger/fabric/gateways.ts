/** Connections to the peers of a profile: a gateway for each organisation and peer, the first healthy one in the profile's order. */
import { Client, credentials } from '@grpc/grpc-js'
import { connect, hash, type Gateway, type Network } from '@hyperledger/fabric-gateway'
import type { Msp } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { signNow } from '../embedded/identity/signature.ts'
import type { FabricProfile, ProfileHost, ProfilePeer } from './profile.ts'

/** How long each call may take, ms. A peer that is stopped closes no connection: nothing else would end the wait. */
export interface Deadlines {
  evaluate: number
  /** Longer than the peers' own limit for a chaincode (`executetimeout`), or theirs would never be heard of. */
  endorse: number
  submit: number
  status: number
}

export interface PeerGateway {
  endpoint: string
  network: Network
  gateway: Gateway
}

/** A peer that failed is left alone this long, then twice as long, up to the longest. */
const restMs = 1_000
const longestRestMs = 20_000

/** 100 MiB, the largest message that a peer sends by default (core.yaml, peer.maxRecvMsgSize and maxSendMsgSize). */
const largestMessage = 100 * 1024 * 1024

/** The gateways of one organisation, over its own peers first, then others'. */
export class HostGateways {
  readonly msp: Msp
  private readonly peers: { gateway: PeerGateway; isOwn: boolean; failures: number; restsUntil: number }[]

  constructor(
    host: ProfileHost,
    channel: string,
    clientOf: (peer: ProfilePeer) => Client,
    deadlines: Deadlines,
  ) {
    this.msp = host.msp
    const [first] = host.peers
    this.peers = host.peers.map((peer) => {
      const gateway = connectHost(host, clientOf(peer), deadlines)
      const network = gateway.getNetwork(channel)
      // An organisation's peers have their TLS certificates from one CA, and stand first in the profile.
      const isOwn = first !== undefined && peer.tlsCa.equals(first.tlsCa)
      return { gateway: { endpoint: peer.endpoint, network, gateway }, isOwn, failures: 0, restsUntil: 0 }
    })
  }

  /**
   * The first peer that has not failed lately, else the one whose rest ends first.
   * @param ownOnly for secrets: a gateway sees them, and another organisation's must not
   */
  choose(ownOnly = false): PeerGateway {
    const now = Date.now()
    const peers = ownOnly ? this.peers.filter(({ isOwn }) => isOwn) : this.peers
    const healthy = peers.find(({ restsUntil }) => restsUntil <= now)
    const chosen = healthy ?? peers.reduce((a, b) => (b.restsUntil < a.restsUntil ? b : a))
    return chosen.gateway
  }

  /** All of them, the chosen one first. */
  all(): PeerGateway[] {
    const first = this.choose()
    return [first, ...this.peers.map(({ gateway }) => gateway).filter((gateway) => gateway !== first)]
  }

  /** Those of the organisation itself. */
  own(): PeerGateway[] {
    return this.peers.filter(({ isOwn }) => isOwn).map(({ gateway }) => gateway)
  }

  succeeded({ endpoint }: PeerGateway): void {
    const peer = this.peers.find(({ gateway }) => gateway.endpoint === endpoint)
    if (peer !== undefined) [peer.failures, peer.restsUntil] = [0, 0]
  }

  failed({ endpoint }: PeerGateway): void {
    const peer = this.peers.find(({ gateway }) => gateway.endpoint === endpoint)
    if (peer !== undefined)
      peer.restsUntil = Date.now() + Math.min(longestRestMs, restMs * 2 ** Math.min(peer.failures++, 10))
  }
}

export class Gateways {
  readonly hosts: ReadonlyMap<Msp, HostGateways>
  private readonly clients = new Map<string, Client>()

  constructor(profile: FabricProfile, deadlines: Deadlines) {
    const clientOf = (peer: ProfilePeer) => this.clientOf(peer)
    this.hosts = new Map(
      profile.hosts.map((host) => [host.msp, new HostGateways(host, profile.channel, clientOf, deadlines)]),
    )
  }

  close(): void {
    for (const client of this.clients.values()) client.close()
  }

  /** One connection a peer, whoever speaks over it. */
  private clientOf({ endpoint, tlsCa }: ProfilePeer): Client {
    const known = this.clients.get(endpoint)
    if (known !== undefined) return known
    const client = new Client(endpoint, credentials.createSsl(tlsCa), {
      'grpc.max_receive_message_length': largestMessage,
      'grpc.max_send_message_length': largestMessage,
      // A peer that starts again is found again within the second.
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 1_000,
      // Peers refuse pings that come more often than their peer.keepalive.minInterval (60 s).
      'grpc.keepalive_time_ms': 90_000,
      'grpc.keepalive_timeout_ms': 10_000,
    })
    this.clients.set(endpoint, client)
    return client
  }
}

function connectHost(
  { msp, certificate, privateKey }: ProfileHost,
  client: Client,
  deadlines: Deadlines,
): Gateway {
  const within = (ms: number) => () => ({ deadline: Date.now() + ms })
  return connect({
    client,
    identity: { mspId: msp, credentials: Buffer.from(certificate) },
    // The library's own signer is pure JavaScript and takes thirteen times as long.
    signer: async (message) => signNow(privateKey, message),
    hash: hash.none,
    evaluateOptions: within(deadlines.evaluate),
    endorseOptions: within(deadlines.endorse),
    submitOptions: within(deadlines.submit),
    commitStatusOptions: within(deadlines.status),
  })
}
