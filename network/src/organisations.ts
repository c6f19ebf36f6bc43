/** Who runs peers: the organisations that a network begins with, and how many peers each has on this machine. */

export interface Organisation {
  msp: string
  /** Its name in node names, folders and profiles. */
  name: string
  domain: string
  /** Ports of its peers; what else a peer listens on is counted from there. */
  peerPorts: readonly number[]
}

/**
 * Two peers where one that is down would stop everybody: the regulator's endorsement stands in every transaction, and
 * a dispense is endorsed by the pharmacies.
 */
export const organisations: readonly Organisation[] = [
  organisation('ManufacturersMSP', 'manufacturers', 8051),
  organisation('WholesalersMSP', 'wholesalers', 8081),
  organisation('PharmaciesMSP', 'pharmacies', 8061, 8101),
  organisation('RegulatorMSP', 'regulator', 8071, 8091),
]

export function organisation(msp: string, name: string, ...peerPorts: number[]): Organisation {
  return { msp, name, domain: `${name}.veritrail.local`, peerPorts }
}

/** @throws Error for an organisation that is not among them */
export function organisationOf(all: readonly Organisation[], msp: string): Organisation {
  const found = all.find((each) => each.msp === msp)
  if (found === undefined) throw new Error(`${msp} is no organisation of this network`)
  return found
}
