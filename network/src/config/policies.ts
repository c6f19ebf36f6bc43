/** Who must agree to what. The regulator is in everything, and never alone. */
import { organisations as usual, type Organisation } from '../organisations.ts'

const regulator = 'RegulatorMSP'

type Organisations = readonly Organisation[]

function others(role: 'peer' | 'admin', organisations: Organisations): string {
  const names = organisations.map(({ msp }) => msp).filter((msp) => msp !== regulator)
  return names.map((msp) => `'${msp}.${role}'`).join(', ')
}

/** Of every transaction of the product's chaincode. */
export const endorsement = (organisations: Organisations = usual) =>
  `AND('${regulator}.peer', OR(${others('peer', organisations)}))`

/**
 * Of chaincode definitions and of the channel's configuration: as tight as the endorsement, or a majority without the
 * regulator could replace the contract together with its policy.
 */
export const governance = (role: 'peer' | 'admin', organisations: Organisations = usual) =>
  `AND('${regulator}.${role}', OutOf(2, ${others(role, organisations)}))`
