import { stateKey } from '../../../chaincode/src/domain/stateKeys.ts'
import type { Ground } from '../capabilities.ts'
import { admitted, nationalRegulator } from './cast.ts'

/** Why the demo world cannot be made on this ledger by this node alone; null: it can. Waits until the node knows the ledger. */
export async function demoObstacle({
  ledger,
  replica,
}: Pick<Ground, 'ledger' | 'replica'>): Promise<string | null> {
  const needed = new Set([nationalRegulator, ...admitted].map(({ msp }) => msp))
  const missing = [...needed].filter((msp) => !ledger.hosts.includes(msp))
  if (missing.length > 0) return `it needs ${missing.join(', ')} on the same node`
  await replica.reached(await ledger.height())
  return replica.read(stateKey.organisations) === null ? null : 'this ledger already has its founders'
}
