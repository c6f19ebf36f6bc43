/** A Fabric network on this machine, as scripts and tests hold it. `startNetwork` and `openNetwork` make one. */
import type { Binaries } from './binaries.ts'

export interface NetworkOptions {
  /** The folder of this network alone: crypto material, channel block, nodes' data, logs, pids, profiles. */
  dir: string
  binaries: Binaries
  /** Added to every port of the layout; two networks on one machine differ here. Default 0. */
  portOffset?: number
  /** Default 3. One is for tests that do not care. */
  orderers?: 1 | 3
  settings?: Partial<NodeSettings>
  /** What to deploy once the channel stands. Default: the product's chaincode; null: none. */
  chaincode?: ChaincodeSource | null
  /** true: the nodes end when this process does, however it ends. For tests and benches. Default false. */
  endsWithProcess?: boolean
  /** Ends the start, and what it started. */
  interrupted?: AbortSignal
  /** Told of each step. */
  say?: (line: string) => void
}

/** What a test may want otherwise; the rest of the nodes' configuration is fixed. */
export interface NodeSettings {
  /** How long a peer lets a chaincode work on one transaction. Default 30,000. */
  executeTimeoutMs: number
  /** How long the orderers gather a block. Default 100. */
  batchTimeoutMs: number
  /** Fabric's logging specification. Default: warnings, and what chaincode prints. */
  logging: string
}

export type ProfileName = 'all' | 'manufacturers' | 'wholesalers' | 'pharmacies' | 'regulator'

export interface NetworkNode {
  /** `orderer-1`, `regulator-0`, or for a chaincode process `veritrail@regulator-0`. */
  name: string
  kind: 'peer' | 'orderer' | 'chaincode'
  /** null for an orderer. */
  msp: string | null
  /** null while it is down. */
  pid: number | null
  /** What it keeps; null for a chaincode process. */
  dataDir: string | null
  /** `localhost:PORT` where it serves gRPC; null for a chaincode process. */
  endpoint: string | null
}

/** Which program a peer runs as a chaincode. */
export interface ChaincodeSource {
  name: string
  /** A CommonJS file that calls `shim.start`; it is packaged as `chaincode.cjs`. See `bundleChaincode`. */
  bundle: Uint8Array
  /** Becomes the first part of the definition's version: `<version>+<sha256 hex of the bundle>`, `<version>+service`. */
  version: string
  /** Fabric's collection configuration. Default: the product's. */
  collections?: readonly Collection[]
  /** Default: the product's. */
  endorsement?: string
  /** In development: the peers connect to a process of the developer's (`npm run fabric:serve`) instead of starting one. */
  asService?: boolean
  /** Organisations that install another program under the same definition: what a dishonest member would do. */
  altered?: Readonly<Record<string, Uint8Array>>
}

export interface Collection {
  name: string
  policy: string
  requiredPeerCount: number
  maxPeerCount: number
  /** 0: never purged. */
  blockToLive: number
  memberOnlyRead: boolean
  memberOnlyWrite: boolean
  /** Of writes to it; default: the chaincode's. */
  endorsementPolicy?: { signaturePolicy: string }
}

export interface Deployment {
  name: string
  sequence: number
  /** As committed in the definition. */
  version: string
  /** The same on every machine with the same lock file. */
  packageId: string
}

export interface CliResult {
  code: number
  stdout: string
  stderr: string
}

export interface Network {
  readonly dir: string
  readonly portOffset: number
  readonly channel: 'main'
  /** Where a chaincode listens that runs as a service. */
  readonly servicePort: number
  /** Absolute paths of the profiles that a server joins with. */
  readonly profiles: Readonly<Record<ProfileName, string>>
  /** As they are now. */
  nodes: () => NetworkNode[]
  /** @throws Error when there is none of that name */
  node: (name: string) => NetworkNode
  /** Resolves once the process is gone. Default SIGKILL. */
  kill: (name: string, signal?: NodeJS.Signals) => Promise<void>
  /** A node that was killed; resolves once it says that it is healthy. A chaincode process is started by its peer. */
  start: (name: string) => Promise<void>
  /** SIGSTOP: it answers nothing and closes no connection, as if its cable were pulled. */
  pause: (name: string) => void
  /** SIGCONT. */
  resume: (name: string) => void
  /** Packages, installs everywhere, approves for all organisations and commits the next sequence. */
  deploy: (source: ChaincodeSource) => Promise<Deployment>
  /** Resolves once every gateway finds endorsers of all organisations for this chaincode. */
  ready: (chaincode?: string) => Promise<void>
  /**
   * The `peer` program as an organisation's administrator at one of its peers (default: its first), with the orderer's
   * address and certificate in `args` where the command needs them: see `ordererArgs`.
   */
  peer: (as: { msp: string; node?: string }, ...args: string[]) => Promise<CliResult>
  /** `-o ADDRESS --tls --cafile FILE` of the first orderer. */
  readonly ordererArgs: readonly string[]
  /** `--peerAddresses ADDRESS --tlsRootCertFiles FILE` for each of the named peers. */
  peerArgs: (...names: string[]) => string[]
  /** Ends every process, chaincode too; keeps the data. */
  stop: () => Promise<void>
}
