import type { Sscc } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash, UnitContent, UnitRecord } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import type { Caller, Reach } from '../../platform/http/access.ts'
import { toPage } from '../../platform/http/paging.ts'
import type { BatchDeps } from '../deps.ts'

export interface ListedUnit {
  unitId: Hash
  sscc: Sscc
  /** What it is to the caller's participant: held here, coming here, sent from here, or once here. */
  standing: 'held' | 'arriving' | 'sent' | 'passed'
  contents: UnitContent[]
  seq: number
  changedAt: number
}

/** A page of units in order of their ids; what the ledger never took is left out, so that a page may be short. */
export async function listUnits(
  { units, replica }: Pick<BatchDeps, 'units' | 'replica'>,
  caller: Caller,
  reach: Reach,
  { limit, after }: { limit: number; after: string | null },
): Promise<{ items: ListedUnit[]; next: string | null }> {
  const rows = await units.list(reach === 'all' ? null : caller.participant, limit, after)
  const page = toPage(
    rows,
    limit,
    ({ unitId }) => [unitId],
    (row) => row,
  )
  const listed = page.items.map(async ({ unitId, sscc }) => {
    const record = replica.read<UnitRecord>(stateKey.unit(unitId))
    if (record === null) return []
    const { contents, seq, at } = record
    const standing = await standingOf({ units }, caller, record)
    return [{ unitId, sscc, standing, contents: [...contents], seq, changedAt: at }]
  })
  return { items: (await Promise.all(listed)).flat(), next: page.next }
}

async function standingOf(
  { units }: Pick<BatchDeps, 'units'>,
  { participant }: Caller,
  { holder, to }: UnitRecord,
): Promise<ListedUnit['standing']> {
  const holds = (await units.party(holder.tag))?.participant === participant
  if (to === null) return holds ? 'held' : 'passed'
  const awaits = (await units.party(to.tag))?.participant === participant
  return awaits ? 'arriving' : holds ? 'sent' : 'passed'
}
