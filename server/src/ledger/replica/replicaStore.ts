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
  const root = open({ path: folder, maxDbs: 5, noSync: true, noSubdir: false, readOnly: options.readOnly })
  const state = root.openDB<string, string>({ name: 'state', encoding: 'string' })
  const secrets = root.openDB<string, string>({ name: 'private', encoding: 'string' })
  const awaited = root.openDB<AwaitedValue, string>({ name: 'awaited', encoding: 'json' })
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
              (key, value, late) => {
                write(secrets, 'p', key, value)
                if (late === undefined) awaited.removeSync(key)
                else awaited.putSync(key, late)
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

    /** Private values that did not come with their blocks, oldest first. */
    awaited: (): AwaitedValue[] =>
      [...awaited.getRange()].map(({ value }) => value).sort((a, b) => a.height - b.height),

    /** Takes a value that has come since. @returns false where nobody waits for it any more, or it is another one */
    putAwaited({ collection, keyHash, valueHash }: AwaitedValue, value: Uint8Array): boolean {
      const key = privateKey(collection, Buffer.from(keyHash, 'base64url'))
      const fits = Buffer.from(nodeHashing.sha256(value)).toString('base64url') === valueHash
      const checkpoint = meta.get(checkpointKey)
      if (!fits || checkpoint === undefined || awaited.get(key)?.valueHash !== valueHash) return false
      const sumBefore = sum
      try {
        root.transactionSync(() => {
          write(secrets, 'p', key, textOf(value))
          awaited.removeSync(key)
          meta.putSync(checkpointKey, { ...checkpoint, sum })
        })
        return true
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

/** Where a private write stands whose value is to come; hashes in base64url. */
export interface AwaitedValue {
  height: number
  index: number
  collection: string
  keyHash: string
  valueHash: string
}

type Put = (key: string, value: string | null) => void
type PutPrivate = (key: string, value: string | null, late?: AwaitedValue) => void

function applyBlock(block: LedgerBlock, put: Put, putPrivate: PutPrivate): void {
  for (const transaction of block.transactions) {
    if (transaction.code !== validationCodes.valid) continue
    for (const { key, value } of transaction.writes) put(key, textOf(value))
    for (const { collection, keyHash, value, valueHash, awaited } of transaction.privateWrites) {
      const key = privateKey(collection, keyHash)
      if (value !== null || valueHash === null) putPrivate(key, textOf(value))
      // What was there before is no longer so: better nothing than that.
      else if (awaited === true)
        putPrivate(key, null, {
          ...{ height: block.height, index: transaction.index, collection },
          ...{ keyHash: print(keyHash), valueHash: print(valueHash) },
        })
      // Else this organisation is no member, or a later block replaced or purged it.
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
  return `${collection}/${print(keyHash)}`
}

function print(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
