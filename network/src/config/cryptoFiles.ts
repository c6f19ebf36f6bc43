/** Where cryptogen puts things, and what it is asked for. */
import { join } from 'node:path'
import { ordererDomain, type Layout, type PlannedNode, type PlannedPeer } from '../layout.ts'
import type { Organisation } from '../organisations.ts'

const names = ['localhost', '127.0.0.1']

/** For `cryptogen generate --config`. Node OUs tell clients, peers, orderers and administrators apart. */
export function cryptoConfig({ orderers, organisations }: Layout): object {
  const specs = orderers.map(({ name }) => ({ Hostname: name, SANS: names }))
  return {
    OrdererOrgs: [{ Name: 'Orderers', Domain: ordererDomain, EnableNodeOUs: true, Specs: specs }],
    PeerOrgs: organisations.map(({ name, domain, peerPorts }) => ({
      Name: name,
      Domain: domain,
      EnableNodeOUs: true,
      Specs: peerPorts.map((_, index) => ({ Hostname: `p${index}`, SANS: names })),
      Users: { Count: 1 },
    })),
  }
}

export const cryptoDirOf = (dir: string) => join(dir, 'crypto')

export const ordererOrganisationDir = (dir: string) =>
  join(cryptoDirOf(dir), 'ordererOrganizations', ordererDomain)

export const organisationDir = (dir: string, { domain }: Organisation) =>
  join(cryptoDirOf(dir), 'peerOrganizations', domain)

export interface TlsFiles {
  certificate: string
  privateKey: string
  ca: string
}

export function mspDirOf({ dir }: Layout, node: PlannedNode): string {
  return join(nodeDir(dir, node), 'msp')
}

/** A node's TLS certificate serves as server, as Raft client and as administrator of its own channel participation. */
export function tlsFilesOf({ dir }: Layout, node: PlannedNode): TlsFiles {
  const tls = join(nodeDir(dir, node), 'tls')
  return {
    certificate: join(tls, 'server.crt'),
    privateKey: join(tls, 'server.key'),
    ca: join(tls, 'ca.crt'),
  }
}

export function nodeDir(dir: string, node: PlannedNode): string {
  return node.kind === 'orderer'
    ? join(ordererOrganisationDir(dir), 'orderers', node.host)
    : join(organisationDir(dir, node.organisation), 'peers', node.host)
}

/** An identity of an organisation: `User1` signs for a server, `Admin` approves and installs. */
export function userFiles(dir: string, organisation: Organisation, user: 'User1' | 'Admin') {
  const name = `${user}@${organisation.domain}`
  const msp = join(userDir(dir, organisation, user), 'msp')
  return {
    msp,
    certificate: join(msp, 'signcerts', `${name}-cert.pem`),
    privateKey: join(msp, 'keystore', 'priv_sk'),
  }
}

export const userDir = (dir: string, organisation: Organisation, user: 'User1' | 'Admin') =>
  join(organisationDir(dir, organisation), 'users', `${user}@${organisation.domain}`)

export function caFileOf(dir: string, organisation: Organisation): string {
  return join(organisationDir(dir, organisation), 'ca', `ca.${organisation.domain}-cert.pem`)
}

export const ordererCaFileOf = (dir: string) =>
  join(ordererOrganisationDir(dir), 'ca', `ca.${ordererDomain}-cert.pem`)

/** @returns the address that clients and chaincode dial: a name, since TLS clients in Node complain of IP addresses */
export const endpointOf = ({ port }: PlannedPeer | { port: number }) => `localhost:${port}`
