/** Verifies scans: looks, judges, records durably, and only then answers. */
import type { Gln } from '../../../chaincode/src/domain/gs1/keys.ts'
import type { Hash, PackMove } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { SignatureFinding } from '../../../chaincode/src/domain/gs1/signature/verifyPackSignature.ts'
import { utf8 } from '../../../chaincode/src/domain/bytes.ts'
import type { ScanRecord } from '../audit/scanRecord.ts'
import { parseCheckpoint } from '../ledger/log/checkpoint.ts'
import type { ActorTags } from '../participants/actorTags.ts'
import type { Caller } from '../platform/http/access.ts'
import { checkSignature } from './checkSignature.ts'
import { counterAnswer, type AnswerContext, type CounterAnswer } from './counterAnswer.ts'
import { counterAnswerText } from './counterAnswerText.ts'
import { examineScan, type Examination, type ScanSources } from './examineScan.ts'
import { patientAnswer, type PatientAnswer } from './patientAnswer.ts'
import type { ReceivedBatches } from './receivedBatches.ts'

export interface VerifierParts {
  sources: ScanSources
  tags: Pick<ActorTags, 'tagFor'>
  receivedBatches: ReceivedBatches
  /** The newest checkpoint of the log, as signed. */
  latestCheckpoint: () => string | null
  /** Resolves when the record is on disk; rejects with `Unavailable`, and then the scan is not answered. */
  record: (record: ScanRecord) => Promise<void>
  /** 32 bytes, this server's own: what is not a registered pack stands in the trail under a hash keyed with it. */
  scanHashKey: Uint8Array
  now: () => number
}

export interface VerificationRequest {
  /** As scanned or typed. */
  code: string
  intent?: PackMove | null | undefined
}

/** How long a checkpoint that was read is shown: it is signed daily and on demand, and reading it takes a file. */
const checkpointKeptMs = 1000

/** What was asked, by whom (null: a patient), when. */
interface Scan {
  caller: Caller | null
  request: VerificationRequest
  /** Integer ms. */
  at: number
}

/** What becomes of an examination; it is out only once the scan is on record. */
type AnswerForm<Answer> = (examination: Examination, context: AnswerContext) => Answer

export class Verifier {
  readonly #parts: VerifierParts
  #checkpoint: { size: number; root: string } | null = null
  #checkpointStaleAt = 0

  constructor(parts: VerifierParts) {
    this.#parts = parts
  }

  /** @throws Unavailable when the scan cannot be recorded */
  verify(caller: Caller, request: VerificationRequest): Promise<CounterAnswer> {
    return this.#verify(counterAnswer, caller, request)
  }

  /** As `verify`, the answer as JSON. */
  verifyToText(caller: Caller, request: VerificationRequest): Promise<string> {
    return this.#verify(counterAnswerText, caller, request)
  }

  /** As `verifyToText` where nothing but the disk has to be waited for; else null. */
  verifyAtOnce(caller: Caller, request: VerificationRequest): Promise<string> | null {
    const at = this.#parts.now()
    const examination = this.#examine(request, at)
    const question = shipmentQuestion(examination, caller)
    const shipped = question === null ? null : this.#parts.receivedBatches.kept(...question)
    if (shipped === undefined) return null
    return this.#answer(counterAnswerText, examination, { caller, request, at }, shipped)
  }

  /** @throws Unavailable when the scan cannot be recorded */
  async verifyForPatient(code: string): Promise<PatientAnswer> {
    const at = this.#parts.now()
    const examination = this.#examine({ code }, at)
    const signature = await checkSignature(this.#parts.sources.state, examination, at)
    await this.#record(examination, { caller: null, request: { code }, at }, signature)
    return patientAnswer(examination)
  }

  async #verify<Answer>(form: AnswerForm<Answer>, caller: Caller, request: VerificationRequest) {
    const at = this.#parts.now()
    const examination = this.#examine(request, at)
    const question = shipmentQuestion(examination, caller)
    const shipped = question === null ? null : await this.#parts.receivedBatches.ask(...question)
    return this.#answer(form, examination, { caller, request, at }, shipped)
  }

  #examine({ code, intent }: VerificationRequest, at: number): Examination {
    return examineScan(this.#parts.sources, code, at, intent ?? null)
  }

  #answer<Answer>(
    form: AnswerForm<Answer>,
    examination: Examination,
    scan: Scan & { caller: Caller },
    shipped: boolean | null,
  ): Promise<Answer> {
    const checked = checkSignature(this.#parts.sources.state, examination, scan.at)
    if (checked === null) return this.#onceRecorded(form, examination, scan, shipped, null)
    return checked.then((signature) => this.#onceRecorded(form, examination, scan, shipped, signature))
  }

  #onceRecorded<Answer>(
    form: AnswerForm<Answer>,
    examination: Examination,
    scan: Scan & { caller: Caller },
    shipped: boolean | null,
    signature: SignatureFinding | null,
  ): Promise<Answer> {
    const { caller, at } = scan
    const checkpoint = this.#latestCheckpoint(at)
    const answer = form(examination, { caller, tags: this.#parts.tags, at, checkpoint, shipped, signature })
    return this.#record(examination, scan, signature).then(() => answer)
  }

  #record(
    { reading, pack, judgement, height }: Examination,
    { caller, request: { code, intent }, at }: Scan,
    signature: SignatureFinding | null,
  ): Promise<void> {
    const packId = pack?.finding.packId ?? null
    return this.#parts.record({
      v: 2,
      at,
      channel: caller === null ? 'patient' : 'counter',
      participant: caller?.participant ?? null,
      site: caller?.site ?? null,
      account: caller?.account ?? null,
      verdict: judgement.verdict,
      alert: judgement.alert,
      gtin: reading.kind === 'medicine' ? reading.gtin : null,
      lot: reading.kind === 'medicine' ? reading.lot : null,
      packId,
      scanHash: packId === null ? this.#hashScan(pack, code) : null,
      intent: intent ?? null,
      height,
      signature: signature?.kind ?? null,
    })
  }

  /** Equal packs have equal hashes, however they were scanned. */
  #hashScan(pack: Examination['pack'], code: string): Hash {
    const text = pack === null ? `text ${code}` : `pack ${pack.reading.gtin} ${pack.reading.serial}`
    const hash = this.#parts.sources.hashing.hmac(this.#parts.scanHashKey, utf8(text))
    return Buffer.from(hash).toString('base64url')
  }

  #latestCheckpoint(at: number) {
    if (at >= this.#checkpointStaleAt) {
      this.#checkpointStaleAt = at + checkpointKeptMs
      const note = this.#parts.latestCheckpoint()
      const checkpoint = note === null ? null : parseCheckpoint(note)
      this.#checkpoint = checkpoint && {
        size: checkpoint.size,
        root: Buffer.from(checkpoint.root).toString('base64'),
      }
    }
    return this.#checkpoint
  }
}

/** Only who may supply the pack is told whether a shipment brought it. */
function shipmentQuestion(
  { judgement, pack }: Examination,
  { roles, participant }: Caller,
): [Gln, string, string] | null {
  const batch = pack?.finding.batch
  if (judgement.verdict !== 'genuine' || !batch) return null
  if (!roles.includes('pharmacy') && !roles.includes('hospital')) return null
  return [participant, batch.gtin, batch.lot]
}
