/** The LMDB environment of the state replica: what is in it, and one write transaction for a run of blocks. */
import { open } from 'lmdb'
import { nodeHashing } from '../../platform/hashing.ts'
import type { LedgerBlock } from '../port.ts'
import { validationCodes } from '../port.ts'
import { emptySum, withoutRecord, withRecord, type StateSum } from './stateSum.ts'

/** Where a follower stands; hashes tell histories apart. */
export interface Checkpoint {
  /** Number of applied blocks. */
  height: number
  /** SHA-256 of block 0's header, base64url: which ledger this is. */
  origin: string
  /** SHA-256 of the header of block `height` - 1, base64url. */
  last: string
}

export type ReplicaStore = ReturnType<typeof openReplicaStore>

const checkpointKey = 'checkpoint'

/**
 * Opens or creates the environment in `folder`. Commits are not flushed to disk one by one: `openReplica.ts` says what
 * makes that safe.
 */
export function openReplicaStore(folder: string, options: { readOnly: boolean } = { readOnly: false }) {
  const root = open({ path: folder, maxDbs: 4, noSync: true, noSubdir: false, readOnly: options.readOnly })
  const state = root.openDB<string, string>({ name: 'state', encoding: 'string' })
  const secrets = root.openDB<string, string>({ name: 'private', encoding: 'string' })
  const meta = root.openDB<Checkpoint & { sum: StateSum }, string>({ name: 'meta', encoding: 'json' })
  let sum = meta.get(checkpointKey)?.sum ?? emptySum

  function write(db: typeof state, prefix: string, key: string, value: string | null): void {
    const before = db.get(key)
    if (before !== undefined) sum = withoutRecord(sum, prefix + key, before)
    if (value === null) {
      db.removeSync(key)
    } else {
      sum = withRecord(sum, prefix + key, value)
      db.putSync(key, value)
    }
  }

  return {
    get: (key: string) => state.get(key),
    getPrivate: (collection: string, key: string) =>
      secrets.get(privateKey(collection, nodeHashing.sha256(Buffer.from(key)))),
    /** Keys that begin with `prefix`, in byte order. Ledger keys are ASCII, so the character after all of them is \x7f. */
    keys: (prefix: string): Iterable<string> => state.getKeys({ start: prefix, end: `${prefix}\x7f` }),
    checkpoint: (): Checkpoint | null => meta.get(checkpointKey) ?? null,

    /** Applies blocks that follow one another; all of them or, when it throws, none. */
    apply(blocks: readonly LedgerBlock[]): void {
      const sumBefore = sum
      try {
        root.transactionSync(() => {
          let checkpoint: Checkpoint | undefined = meta.get(checkpointKey)
          for (const block of blocks) {
            if (block.height !== (checkpoint?.height ?? 0))
              throw new Error(`block ${String(block.height)} does not follow`)
            applyBlock(
              block,
              (key, value) => {
                write(state, 's', key, value)
              },
              (key, value) => {
                write(secrets, 'p', key, value)
              },
            )
            const last = Buffer.from(block.hash).toString('base64url')
            checkpoint = { height: block.height + 1, origin: checkpoint?.origin ?? last, last }
          }
          if (checkpoint !== undefined) meta.putSync(checkpointKey, { ...checkpoint, sum })
        })
      } catch (error) {
        sum = sumBefore
        throw error
      }
    },

    /** Walks every record. Null when all is as it was written, else what does not fit. */
    check(): string | null {
      let found = emptySum
      for (const { key, value } of state.getRange()) found = withRecord(found, `s${key}`, value)
      for (const { key, value } of secrets.getRange()) found = withRecord(found, `p${key}`, value)
      const { records, crcs } = sum
      if (found.records !== records)
        return `${String(found.records)} records where ${String(records)} were written`
      return found.crcs === crcs ? null : 'a record is not as it was written'
    },
    close: () => root.close(),
  }
}

type Put = (key: string, value: string | null) => void

function applyBlock(block: LedgerBlock, put: Put, putPrivate: Put): void {
  for (const transaction of block.transactions) {
    if (transaction.code !== validationCodes.valid) continue
    for (const { key, value } of transaction.writes) put(key, textOf(value))
    for (const { collection, keyHash, value, valueHash } of transaction.privateWrites) {
      // Without a value (but with its hash) this organisation is no member, or a later block replaced or purged it.
      if (value !== null || valueHash === null) putPrivate(privateKey(collection, keyHash), textOf(value))
    }
  }
}

/** Records are canonical JSON, so the text is the bytes and comes back as them. */
function textOf(value: Uint8Array | null): string | null {
  return value === null
    ? null
    : Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8')
}

/** By the key's hash, since that is all a deletion tells. */
function privateKey(collection: string, keyHash: Uint8Array): string {
  return `${collection}/${Buffer.from(keyHash).toString('base64url')}`
}
