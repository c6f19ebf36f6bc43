/** Private data: who holds which values. */
import type { Collection } from '../network.ts'

const members = ['PharmaciesMSP', 'RegulatorMSP']
const list = (role: string) => members.map((msp) => `'${msp}.${role}'`).join(', ')

/**
 * Pack keys lie with those who verify. A maker writes there and never reads, so writing is open to others
 * (`memberOnlyWrite: false`) and both members must endorse the write. One other peer must have the value before a peer
 * endorses: with four peers of members, one that is down stops nobody. Never purged: packs are verified for years.
 */
export const collections: readonly Collection[] = [
  {
    name: 'packKeys',
    policy: `OR(${list('member')})`,
    requiredPeerCount: 1,
    maxPeerCount: 3,
    blockToLive: 0,
    memberOnlyRead: true,
    memberOnlyWrite: false,
    endorsementPolicy: { signaturePolicy: `AND(${list('peer')})` },
  },
]
