/** Every submit, stored before its first try. Writes of callers that wait together go in one statement. */
import type { LedgerEvent, Msp, TransactionName } from '../../../../chaincode/src/domain/ledgerApi.ts'
import type { OutboxEntry as OutboxRow } from '../../platform/database/generated/client.ts'
import type { Database } from '../../platform/database/openDatabase.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import type { EnvelopeStore } from './envelopeStore.ts'
import { GroupedStatements } from './groupedStatements.ts'

/** The same caller and key mean the same request, and `bodyHash` tells whether it is. */
export interface OutboxKey {
  caller: string
  key: string
  bodyHash: string
  /**
   * One of the server's own, whose key is the same for ever: done once, but what was refused may be tried again. A caller's
   * own key keeps its refusal, since the same request gets the same answer.
   */
  isErrand?: true
}

export interface NewEntry {
  requestId: string
  idempotency: OutboxKey | null
  fn: TransactionName
  /** Canonical JSON. */
  input: string
  msp: Msp
  hasSecret: boolean
}

/** `unsent`: known not to have happened; the caller may ask again under the same id, the server does not by itself. */
export type Outcome =
  | { status: 'done'; event: LedgerEvent; height: number; txId: string }
  | { status: 'refused'; refusal: string }
  | { status: 'unsent' }

export type OutboxEntry = Omit<NewEntry, 'idempotency'> & {
  bodyHash: string | null
  outcome: Outcome | { status: 'pending' }
}

interface Envelope {
  requestId: string
  envelope: Uint8Array
}

export class OutboxStore implements EnvelopeStore {
  readonly #database: Database
  readonly #finds: GroupedStatements<OutboxKey, OutboxEntry | null>
  readonly #inserts: GroupedStatements<NewEntry, boolean>
  readonly #outcomes: GroupedStatements<{ requestId: string; outcome: Outcome }, undefined>
  readonly #envelopes: GroupedStatements<Envelope, undefined>
  readonly #askedEnvelopes: GroupedStatements<string, Uint8Array | null>

  constructor(database: Database) {
    this.#database = database
    this.#finds = new GroupedStatements((keys) => findAll(database, keys))
    this.#inserts = new GroupedStatements((entries) => insertAll(database, entries))
    this.#outcomes = new GroupedStatements((outcomes) => updateAll(database, outcomes))
    this.#envelopes = new GroupedStatements((envelopes) => keepAll(database, envelopes))
    this.#askedEnvelopes = new GroupedStatements((requestIds) => findEnvelopes(database, requestIds))
  }

  /** The entry that a caller's key has, whatever its body was. */
  find(key: OutboxKey): Promise<OutboxEntry | null> {
    return answered(this.#finds.add(key))
  }

  /** @returns false where the caller's key stands already; nothing was stored then. Durable once it resolves. */
  insert(entry: NewEntry): Promise<boolean> {
    return answered(this.#inserts.add(entry))
  }

  /** Durable once it resolves. */
  async record(requestId: string, outcome: Outcome): Promise<void> {
    await answered(this.#outcomes.add({ requestId, outcome }))
  }

  /** Takes the key from a refused entry, for another attempt. */
  async releaseKey(requestId: string): Promise<void> {
    const where = { requestId, status: 'refused' }
    const data = { caller: null, idempotencyKey: null }
    await answered(this.#database.prisma.outboxEntry.updateMany({ where, data }))
  }

  async keep(requestId: string, envelope: Uint8Array): Promise<void> {
    await answered(this.#envelopes.add({ requestId, envelope }))
  }

  kept(requestId: string): Promise<Uint8Array | null> {
    return answered(this.#askedEnvelopes.add(requestId))
  }

  /** Nothing to do: storing the outcome takes the envelope away, and until then it may be sent again without harm. */
  async forget(): Promise<void> {
    await Promise.resolve()
  }

  async read(requestId: string): Promise<OutboxEntry | null> {
    const row = await answered(this.#database.prisma.outboxEntry.findUnique({ where: { requestId } }))
    return row === null ? null : entryOf(row)
  }

  /** Entries whose outcome is not known, oldest first, after `requestId`, made before `madeBefore`. */
  async pending(requestId: string | null, limit: number, madeBefore?: Date): Promise<OutboxEntry[]> {
    const after = requestId === null ? {} : { requestId: { gt: requestId } }
    const old = madeBefore === undefined ? {} : { createdAt: { lt: madeBefore } }
    const where = { status: 'pending', ...old, ...after }
    const rows = await answered(
      this.#database.prisma.outboxEntry.findMany({ where, orderBy: { requestId: 'asc' }, take: limit }),
    )
    return rows.map(entryOf)
  }

  /** @returns how many there were */
  async deleteOlderThan(time: Date): Promise<number> {
    const where = { createdAt: { lt: time } }
    return (await answered(this.#database.prisma.outboxEntry.deleteMany({ where }))).count
  }

  /** Resolves when what was handed over has been written. */
  async settled(): Promise<void> {
    await this.#inserts.settled()
    await this.#envelopes.settled()
    await this.#outcomes.settled()
  }
}

/** The statements here are fixed and their values checked: when one fails, Postgres is away, full or going down. */
function answered<T>(asked: Promise<T>): Promise<T> {
  return asked.catch((cause: unknown) => {
    throw new Unavailable('database', { cause })
  })
}

async function findAll({ pool }: Database, keys: readonly OutboxKey[]): Promise<(OutboxEntry | null)[]> {
  const { rows } = await pool.query<OutboxRow & { place: string }>(
    `SELECT x.place, o.request_id AS "requestId", o.body_hash AS "bodyHash", o.fn, o.input, o.msp,
       o.has_secret AS "hasSecret", o.status, o.event, o.refusal, o.height, o.tx_id AS "txId"
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS x(caller, key, place)
     JOIN outbox o ON o.caller = x.caller AND o.idempotency_key = x.key`,
    [keys.map(({ caller }) => caller), keys.map(({ key }) => key)],
  )
  const found = new Map(rows.map((row) => [Number(row.place), entryOf(row)]))
  return keys.map((_, i) => found.get(i + 1) ?? null)
}

async function insertAll({ pool }: Database, entries: readonly NewEntry[]): Promise<boolean[]> {
  const { rows } = await pool.query<{ request_id: string }>(
    `INSERT INTO outbox (request_id, caller, idempotency_key, body_hash, fn, input, msp, has_secret, status)
     SELECT *, 'pending' FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bool[])
     ON CONFLICT (caller, idempotency_key) DO NOTHING
     RETURNING request_id`,
    [
      entries.map(({ requestId }) => requestId),
      entries.map(({ idempotency }) => idempotency?.caller ?? null),
      entries.map(({ idempotency }) => idempotency?.key ?? null),
      entries.map(({ idempotency }) => idempotency?.bodyHash ?? null),
      entries.map(({ fn }) => fn),
      entries.map(({ input }) => input),
      entries.map(({ msp }) => msp),
      entries.map(({ hasSecret }) => hasSecret),
    ],
  )
  const inserted = new Set(rows.map((row) => row.request_id))
  return entries.map(({ requestId }) => inserted.has(requestId))
}

/** What is done stays done, whatever a late straggler of the same request says. */
async function updateAll(
  { pool }: Database,
  outcomes: readonly { requestId: string; outcome: Outcome }[],
): Promise<undefined[]> {
  const done = outcomes.map(({ outcome }) => (outcome.status === 'done' ? outcome : null))
  await pool.query(
    `UPDATE outbox o SET status = x.status, event = x.event, refusal = x.refusal, height = x.height, tx_id = x.tx_id, envelope = NULL
     FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[], $5::int[], $6::text[])
       AS x(request_id, status, event, refusal, height, tx_id)
     WHERE o.request_id = x.request_id AND o.status <> 'done'`,
    [
      outcomes.map(({ requestId }) => requestId),
      outcomes.map(({ outcome }) => outcome.status),
      done.map((outcome) => outcome && JSON.stringify(outcome.event)),
      outcomes.map(({ outcome }) => (outcome.status === 'refused' ? outcome.refusal : null)),
      done.map((outcome) => outcome?.height ?? null),
      done.map((outcome) => outcome?.txId ?? null),
    ],
  )
  return outcomes.map(() => undefined)
}

async function keepAll({ pool }: Database, envelopes: readonly Envelope[]): Promise<undefined[]> {
  await pool.query(
    `UPDATE outbox o SET envelope = x.envelope FROM unnest($1::uuid[], $2::bytea[]) AS x(request_id, envelope)
     WHERE o.request_id = x.request_id AND o.status <> 'done'`,
    [envelopes.map(({ requestId }) => requestId), envelopes.map(({ envelope }) => Buffer.from(envelope))],
  )
  return envelopes.map(() => undefined)
}

async function findEnvelopes(
  { pool }: Database,
  requestIds: readonly string[],
): Promise<(Uint8Array | null)[]> {
  const { rows } = await pool.query<{ request_id: string; envelope: Buffer }>(
    'SELECT request_id, envelope FROM outbox WHERE request_id = ANY($1::uuid[]) AND envelope IS NOT NULL',
    [requestIds],
  )
  const found = new Map(rows.map((row) => [row.request_id, row.envelope]))
  return requestIds.map((requestId) => found.get(requestId) ?? null)
}

function entryOf(row: OutboxRow): OutboxEntry {
  const { requestId, bodyHash, input, msp, hasSecret } = row
  return {
    requestId,
    bodyHash,
    fn: row.fn as TransactionName,
    input,
    msp,
    hasSecret,
    outcome: outcomeOf(row),
  }
}

function outcomeOf({ status, event, refusal, height, txId }: OutboxRow): OutboxEntry['outcome'] {
  if (status === 'done' && height !== null && txId !== null) {
    return { status, event: event as unknown as LedgerEvent, height, txId }
  }
  if (status === 'refused' && refusal !== null) return { status, refusal }
  return { status: status === 'unsent' ? 'unsent' : 'pending' }
}
