/** core.yaml and what differs from peer to peer. Every value here is one whose default did not do, or that Fabric demands. */
import { join } from 'node:path'
import type { NodeSettings } from '../network.ts'
import type { Layout, PlannedPeer } from '../layout.ts'
import { mspDirOf, tlsFilesOf } from './cryptoFiles.ts'

export function peerConfig(builderDir: string, { executeTimeoutMs }: NodeSettings): object {
  return {
    peer: {
      networkId: 'veritrail',
      keepalive: {
        interval: '7200s',
        timeout: '20s',
        // Without it a peer hangs up on clients that ask whether it is still there.
        minInterval: '60s',
        client: { interval: '60s', timeout: '20s' },
        deliveryClient: { interval: '60s', timeout: '20s' },
      },
      gossip: gossip(),
      authentication: { timewindow: '5m' },
      // How long an endorser and an orderer that answer nothing hold a submit; then the gateway asks the next orderer.
      gateway: { enabled: true, endorsementTimeout: '5s', broadcastTimeout: '2s', dialTimeout: '10s' },
      tls: { enabled: true },
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      handlers: {
        authFilters: [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }, { name: 'TimeWindowCheck' }],
        decorators: [{ name: 'DefaultDecorator' }],
        endorsers: { escc: { name: 'DefaultEndorsement' } },
        validators: { vscc: { name: 'DefaultValidation' } },
      },
      discovery: {
        enabled: true,
        authCacheEnabled: true,
        authCacheMaxSize: 1000,
        authCachePurgeRetentionRatio: 0.75,
      },
      limits: { concurrency: { endorserService: 2500, deliverService: 2500, gatewayService: 500 } },
    },
    // No Docker: not asked for, not watched.
    vm: { endpoint: '' },
    chaincode: {
      mode: 'net',
      installTimeout: '60s',
      startuptimeout: '30s',
      executetimeout: `${executeTimeoutMs}ms`,
      externalBuilders: [{ name: 'veritrail', path: builderDir }],
      system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
    },
    ledger: ledger(),
    operations: { listenAddress: '127.0.0.1:0' },
    metrics: { provider: 'prometheus' },
  }
}

/**
 * Peers find one another within a second. When a peer dies the others stop waiting for it soon: with the defaults the
 * first private value after that takes 3 to 6 s, and a block that lacks one holds a peer for a minute.
 */
function gossip(): object {
  return {
    useLeaderElection: false,
    orgLeader: true,
    dialTimeout: '500ms',
    connTimeout: '500ms',
    reconnectInterval: '1s',
    publishStateInfoInterval: '1s',
    requestStateInfoInterval: '1s',
    // Every peer takes its blocks from the orderers.
    state: { enabled: false },
    pvtData: {
      pullRetryThreshold: '1s',
      // Must be there, or every private write fails.
      pushAckTimeout: '1s',
      transientstoreMaxBlockRetention: 20_000,
      btlPullMargin: 10,
      reconcileBatchSize: 10,
      reconcileSleepInterval: '2s',
      reconciliationEnabled: true,
    },
  }
}

function ledger(): object {
  return {
    state: { stateDatabase: 'goleveldb', totalQueryLimit: 100_000 },
    history: { enableHistoryDatabase: true },
    pvtdataStore: {
      collElgProcMaxDbBatchSize: 5000,
      collElgProcDbBatchesInterval: 1000,
      purgeInterval: 100,
      deprioritizedDataReconcilerInterval: '60m',
    },
  }
}

export function peerEnvironment(layout: Layout, peer: PlannedPeer): Record<string, string> {
  const { certificate, privateKey, ca } = tlsFilesOf(layout, peer)
  const address = `127.0.0.1:${peer.port}`
  return {
    CORE_PEER_ID: peer.host,
    CORE_PEER_LOCALMSPID: peer.organisation.msp,
    CORE_PEER_MSPCONFIGPATH: mspDirOf(layout, peer),
    CORE_PEER_FILESYSTEMPATH: peer.dataDir,
    CORE_PEER_LISTENADDRESS: address,
    CORE_PEER_ADDRESS: address,
    CORE_PEER_CHAINCODELISTENADDRESS: `127.0.0.1:${peer.chaincodePort}`,
    // By name: the peer makes the certificate of this listener for the name it is given.
    CORE_PEER_CHAINCODEADDRESS: `localhost:${peer.chaincodePort}`,
    CORE_PEER_GOSSIP_BOOTSTRAP: address,
    // Without it no other organisation ever sees this peer.
    CORE_PEER_GOSSIP_EXTERNALENDPOINT: address,
    CORE_PEER_TLS_CERT_FILE: certificate,
    CORE_PEER_TLS_KEY_FILE: privateKey,
    CORE_PEER_TLS_ROOTCERT_FILE: ca,
    CORE_OPERATIONS_LISTENADDRESS: `127.0.0.1:${peer.operationsPort}`,
    // By default below /var/hyperledger.
    CORE_LEDGER_SNAPSHOTS_ROOTDIR: join(peer.dataDir, 'snapshots'),
  }
}
