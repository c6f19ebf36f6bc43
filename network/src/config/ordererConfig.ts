/**
 * orderer.yaml and what differs from orderer to orderer. Fabric takes a variable of the environment only where the file
 * has its section, so every section that a variable reaches into stands here, with any value.
 */
import { join } from 'node:path'
import { ordererMsp, type Layout, type PlannedOrderer } from '../layout.ts'
import { mspDirOf, tlsFilesOf } from './cryptoFiles.ts'

export function ordererConfig(): object {
  return {
    General: {
      ListenAddress: '127.0.0.1',
      LocalMSPID: ordererMsp,
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      BootstrapMethod: 'none',
      TLS: { Enabled: true },
      Cluster: { SendBufferSize: 100, RPCTimeout: '2s', DialTimeout: '2s' },
      Keepalive: { ServerMinInterval: '60s', ServerInterval: '7200s', ServerTimeout: '20s' },
      Authentication: { TimeWindow: '5m' },
    },
    FileLedger: { Location: 'set by each node' },
    Consensus: { WALDir: 'set by each node', SnapDir: 'set by each node' },
    Operations: { ListenAddress: '127.0.0.1:0' },
    Admin: { ListenAddress: '127.0.0.1:0', TLS: { Enabled: true, ClientAuthRequired: true } },
    // Without the size, a join is refused as too large.
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: '1 MB' },
    Metrics: { Provider: 'prometheus' },
  }
}

export function ordererEnvironment(layout: Layout, orderer: PlannedOrderer): Record<string, string> {
  const { certificate, privateKey, ca } = tlsFilesOf(layout, orderer)
  return {
    ORDERER_GENERAL_LISTENPORT: String(orderer.port),
    ORDERER_GENERAL_LOCALMSPDIR: mspDirOf(layout, orderer),
    ORDERER_GENERAL_TLS_PRIVATEKEY: privateKey,
    ORDERER_GENERAL_TLS_CERTIFICATE: certificate,
    ORDERER_GENERAL_TLS_ROOTCAS: `[${ca}]`,
    ORDERER_GENERAL_CLUSTER_CLIENTCERTIFICATE: certificate,
    ORDERER_GENERAL_CLUSTER_CLIENTPRIVATEKEY: privateKey,
    ORDERER_GENERAL_CLUSTER_ROOTCAS: `[${ca}]`,
    ORDERER_FILELEDGER_LOCATION: join(orderer.dataDir, 'ledger'),
    ORDERER_CONSENSUS_WALDIR: join(orderer.dataDir, 'wal'),
    ORDERER_CONSENSUS_SNAPDIR: join(orderer.dataDir, 'snapshots'),
    ORDERER_OPERATIONS_LISTENADDRESS: `127.0.0.1:${orderer.operationsPort}`,
    ORDERER_ADMIN_LISTENADDRESS: `127.0.0.1:${orderer.adminPort}`,
    ORDERER_ADMIN_TLS_CERTIFICATE: certificate,
    ORDERER_ADMIN_TLS_PRIVATEKEY: privateKey,
    ORDERER_ADMIN_TLS_ROOTCAS: `[${ca}]`,
    ORDERER_ADMIN_TLS_CLIENTROOTCAS: `[${ca}]`,
  }
}
