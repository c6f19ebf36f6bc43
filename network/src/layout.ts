/** The nodes of a network: names, ports, folders. Everything else is computed from here. */
import { join } from 'node:path'
import { organisations as usual, type Organisation } from './organisations.ts'
import { Refusal } from './refusal.ts'

export const channel = 'main'
export const ordererMsp = 'OrdererMSP'
export const ordererDomain = 'orderers.veritrail.local'

interface Planned {
  name: string
  /** Where it serves gRPC. */
  port: number
  /** Health and metrics, plain HTTP. */
  operationsPort: number
  dataDir: string
  logFile: string
}
export interface PlannedOrderer extends Planned {
  kind: 'orderer'
  /** Channel participation (osnadmin), mutual TLS. */
  adminPort: number
  /** As cryptogen calls it; folders bear this name. */
  host: string
}
export interface PlannedPeer extends Planned {
  kind: 'peer'
  organisation: Organisation
  /** Where its chaincode processes connect to. */
  chaincodePort: number
  host: string
}
export type PlannedNode = PlannedOrderer | PlannedPeer

export interface Layout {
  dir: string
  portOffset: number
  organisations: readonly Organisation[]
  orderers: readonly PlannedOrderer[]
  peers: readonly PlannedPeer[]
  /** Where a chaincode listens that runs as a service, in development. */
  servicePort: number
}

/** @throws Refusal when a port would not be one */
export function layoutOf(
  dir: string,
  portOffset: number,
  ordererCount: 1 | 3,
  organisations: readonly Organisation[] = usual,
): Layout {
  const highest = 9051
  if (!Number.isInteger(portOffset) || portOffset < -6000 || portOffset + highest > 65535)
    throw new Refusal(`a port offset of ${portOffset} is out of range: it must lie between -6000 and 56484`)
  const at = (name: string) => ({
    name,
    dataDir: join(dir, 'nodes', name),
    logFile: join(dir, 'logs', `${name}.log`),
  })

  const orderers = [7050, 7060, 7070].slice(0, ordererCount).map((base, index): PlannedOrderer => {
    const [name, port] = [`orderer-${index + 1}`, base + portOffset]
    const ports = { port, operationsPort: port + 2, adminPort: port + 3 }
    return { kind: 'orderer', ...at(name), ...ports, host: `${name}.${ordererDomain}` }
  })
  const peers = organisations.flatMap((organisation) =>
    organisation.peerPorts.map((base, index): PlannedPeer => {
      const port = base + portOffset
      const ports = { port, chaincodePort: port + 1, operationsPort: port + 2 }
      const host = `p${index}.${organisation.domain}`
      return { kind: 'peer', ...at(`${organisation.name}-${index}`), ...ports, organisation, host }
    }),
  )
  return { dir, portOffset, organisations, orderers, peers, servicePort: highest + portOffset }
}

export function nodesOf({ orderers, peers }: Layout): PlannedNode[] {
  return [...orderers, ...peers]
}

export function portsOf(node: PlannedNode): number[] {
  return [node.port, node.operationsPort, node.kind === 'orderer' ? node.adminPort : node.chaincodePort]
}

export function peersOf({ peers }: Layout, msp: string): PlannedPeer[] {
  return peers.filter(({ organisation }) => organisation.msp === msp)
}
