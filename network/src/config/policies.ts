/** Who must agree to what. The regulator is in everything, and never alone. */
import { organisations } from '../organisations.ts'

const regulator = 'RegulatorMSP'
const others = organisations.map(({ msp }) => msp).filter((msp) => msp !== regulator)
const each = (role: 'peer' | 'admin') => others.map((msp) => `'${msp}.${role}'`).join(', ')

/** Of every transaction of the product's chaincode. */
export const endorsement = `AND('${regulator}.peer', OR(${each('peer')}))`

/**
 * Of chaincode definitions and of the channel's configuration: as tight as the endorsement, or a majority without the
 * regulator could replace the contract together with its policy.
 */
export const governance = (role: 'peer' | 'admin') => `AND('${regulator}.${role}', OutOf(2, ${each(role)}))`
