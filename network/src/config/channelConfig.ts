/** configtx.yaml: the channel's first block. Names of keys are configtxgen's. */
import { join } from 'node:path'
import type { NodeSettings } from '../network.ts'
import { ordererDomain, ordererMsp, peersOf, type Layout } from '../layout.ts'
import { ordererOrganisationDir, organisationDir, tlsFilesOf } from './cryptoFiles.ts'
import { governance } from './policies.ts'

export const profileName = 'Main'

export function channelConfig(layout: Layout, { batchTimeoutMs }: NodeSettings): object {
  const policies = {
    Readers: { Type: 'ImplicitMeta', Rule: 'ANY Readers' },
    Writers: { Type: 'ImplicitMeta', Rule: 'ANY Writers' },
    Admins: { Type: 'Signature', Rule: governance('admin', layout.organisations) },
  }
  const Application = {
    Organizations: layout.organisations.map((organisation) => peerOrganisation(layout, organisation.msp)),
    Policies: {
      ...policies,
      LifecycleEndorsement: { Type: 'Signature', Rule: governance('peer', layout.organisations) },
      Endorsement: { Type: 'ImplicitMeta', Rule: 'MAJORITY Endorsement' },
    },
    Capabilities: { V2_5: true },
  }
  const Orderer = {
    OrdererType: 'etcdraft',
    BatchTimeout: `${batchTimeoutMs}ms`,
    BatchSize: { MaxMessageCount: 500, AbsoluteMaxBytes: '10 MB', PreferredMaxBytes: '2 MB' },
    EtcdRaft: raft(layout),
    Organizations: [ordererOrganisation(layout)],
    Policies: { ...policies, BlockValidation: { Type: 'ImplicitMeta', Rule: 'ANY Writers' } },
    Capabilities: { V2_0: true },
  }
  return {
    Profiles: { [profileName]: { Policies: policies, Capabilities: { V2_0: true }, Orderer, Application } },
  }
}

/** An orderer that fails is replaced within a second: at Fabric's own pace of 500 ms a tick, clients stall for 14 s. */
function raft(layout: Layout): object {
  return {
    Consenters: layout.orderers.map((orderer) => {
      const { certificate } = tlsFilesOf(layout, orderer)
      return { Host: '127.0.0.1', Port: orderer.port, ClientTLSCert: certificate, ServerTLSCert: certificate }
    }),
    Options: {
      TickInterval: '100ms',
      ElectionTick: 10,
      HeartbeatTick: 1,
      MaxInflightBlocks: 5,
      SnapshotIntervalSize: '16 MB',
    },
  }
}

function ordererOrganisation({ dir, orderers }: Layout): object {
  return {
    Name: ordererDomain,
    ID: ordererMsp,
    MSPDir: join(ordererOrganisationDir(dir), 'msp'),
    Policies: organisationPolicies(ordererMsp, 'member'),
    OrdererEndpoints: orderers.map(({ port }) => `127.0.0.1:${port}`),
  }
}

function peerOrganisation(layout: Layout, msp: string): object {
  const peers = peersOf(layout, msp)
  const [first] = peers
  if (first === undefined) throw new Error(`${msp} has no peer`)
  return {
    Name: msp,
    ID: msp,
    MSPDir: join(organisationDir(layout.dir, first.organisation), 'msp'),
    Policies: organisationPolicies(msp, 'peer'),
    // Through these the organisations' peers find one another.
    AnchorPeers: peers.map(({ port }) => ({ Host: '127.0.0.1', Port: port })),
  }
}

function organisationPolicies(msp: string, endorser: 'peer' | 'member'): object {
  const of = (role: string) => ({ Type: 'Signature', Rule: `OR('${msp}.${role}')` })
  return { Readers: of('member'), Writers: of('member'), Admins: of('admin'), Endorsement: of(endorser) }
}
