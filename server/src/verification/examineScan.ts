/** Everything that this server knows about a scan, and the verdict on it. Reads the replica and the leaf files, never waits. */
import { isExpired, type BatchStop } from '../../../chaincode/src/domain/batch.ts'
import { readScan } from '../../../chaincode/src/domain/gs1/readScan.ts'
import type { ScanReading } from '../../../chaincode/src/domain/gs1/scanReading.ts'
import type {
  BatchRecord,
  PackMove,
  PackState,
  ProductRecord,
  Stop,
  StopRecord,
} from '../../../chaincode/src/domain/ledgerApi.ts'
import { stateKey } from '../../../chaincode/src/domain/stateKeys.ts'
import { dayOf } from '../../../chaincode/src/domain/time.ts'
import { canMove, transitions } from '../../../chaincode/src/domain/transitions.ts'
import type { Replica } from '../ledger/replica.ts'
import type { PackFinding, PackSources } from '../batches/packs/findPack.ts'
import { isPackReading, namePack, type NamedPack, type PackReading } from '../batches/packs/namePack.ts'
import { judge, type Judgement, type MedicineFacts } from './verdict.ts'

export interface ScanSources extends PackSources {
  state: Pick<Replica, 'read' | 'keys' | 'height' | 'current'>
}

export interface Examination {
  /** How the code reads; with its keys undone where only that names a pack on record. */
  reading: ScanReading
  /** null: not readable as a pack's code. */
  pack: ExaminedPack | null
  judgement: Judgement
  /** Blocks that all of this rests on. */
  height: number
}

export interface ExaminedPack {
  reading: PackReading
  product: ProductRecord | null
  finding: PackFinding
  recalled: Stop | null
  withdrawn: Stop | null
  /** Everything that keeps it from being dispensed, gravest first. */
  stops: BatchStop[]
  state: PackState
}

/** `at`: integer ms. `intent`: the move that the caller is about to ask for. */
export function examineScan(
  sources: ScanSources,
  code: string,
  at: number,
  intent: PackMove | null,
): Examination {
  const { state } = sources
  const today = dayOf(at)
  const reading = readScan(code, { today })
  if (reading.kind !== 'medicine' || !isPackReading(reading)) {
    return { reading, pack: null, judgement: judge({ readable: false }), height: state.height }
  }
  const pack = examinePack(sources, namePack(sources, code, reading, today), at)
  const judgement = judge(factsOf(pack, state.current, intent))
  return { reading: pack.reading, pack, judgement, height: state.height }
}

function examinePack(sources: ScanSources, { reading, finding }: NamedPack, at: number): ExaminedPack {
  const { gtin } = reading
  const product = sources.state.read<ProductRecord>(stateKey.product(gtin))
  const batches = batchesOf(finding)
  const records = batches.map(({ lot }) => sources.state.read<StopRecord>(stateKey.stop(gtin, lot)))
  const recalled = records.find((stop) => stop?.recalled)?.recalled ?? null
  const withdrawn = records.find((stop) => stop?.withdrawn)?.withdrawn ?? null
  const stops: BatchStop[] = []
  if (recalled !== null) stops.push('recalled')
  if (withdrawn !== null) stops.push('withdrawn')
  if (batches.some((batch) => isExpired(batch, at))) stops.push('expired')
  return { reading, product, finding, recalled, withdrawn, stops, state: finding.record?.state ?? 'active' }
}

/** A stop or an expiry of either batch speaks against the pack: the one that the code names, and the one that holds it. */
function batchesOf({ named, batch }: PackFinding): BatchRecord[] {
  if (named === null) return batch === null ? [] : [batch]
  return batch === null || batch.lot === named.lot ? [named] : [named, batch]
}

function factsOf(pack: ExaminedPack, current: boolean, intent: PackMove | null): MedicineFacts {
  const { reading, finding, state } = pack
  const claimed = finding.named ?? finding.batch
  return {
    readable: true,
    missing: current ? finding.missing : ['replica', ...finding.missing],
    productKnown: pack.product !== null,
    registered: registrationOf(reading, finding),
    expiryDiffers: reading.expiresOn !== null && claimed !== null && reading.expiresOn !== claimed.expiresOn,
    recalled: pack.recalled !== null,
    withdrawn: pack.withdrawn !== null,
    expired: pack.stops.includes('expired'),
    state,
    asked: intent === null ? 'nothing' : askedOf(state, intent),
  }
}

function askedOf(state: PackState, intent: PackMove): MedicineFacts['asked'] {
  if (canMove(state, intent)) return 'possible-move'
  return transitions[intent].to === state ? 'same-move' : 'other-move'
}

function registrationOf({ lot }: PackReading, { named, batch }: PackFinding): MedicineFacts['registered'] {
  if (batch !== null) return lot === null || batch.lot === lot ? 'this-batch' : 'another-batch'
  return lot === null || named !== null ? 'nowhere' : 'nowhere-and-batch-unknown'
}
