import { layoutOf } from '../../../network/src/layout.ts'
import type { Network } from '../../../network/src/network.ts'

/** The name of the orderer that leads, as it says itself. @throws Error while none does */
export async function raftLeader({ dir, portOffset }: Network): Promise<string> {
  for (const { name, operationsPort } of layoutOf(dir, portOffset, 3).orderers) {
    const answer = await fetch(`http://127.0.0.1:${operationsPort}/metrics`)
    if (/^consensus_etcdraft_is_leader\{.*\} 1$/m.test(await answer.text())) return name
  }
  throw new Error('no orderer leads')
}
