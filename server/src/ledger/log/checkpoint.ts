/** C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint): origin, size and root of a log in a signed note. */
import { openNote, signNote, type NoteSigner } from './signedNote.ts'

export interface Checkpoint {
  origin: string
  size: number
  root: Uint8Array
}

/** `veritrail/<channel>/<first 16 hex digits of the first block's hash>`: no two ledgers have the same. */
export function originOf(channel: string, firstBlockHash: Uint8Array): string {
  return `veritrail/${channel}/${Buffer.from(firstBlockHash).toString('hex').slice(0, 16)}`
}

export function signCheckpoint({ origin, size, root }: Checkpoint, signer: NoteSigner): string {
  return signNote(`${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`, signer)
}

/** What the note says, whoever signed it; throws where it says nothing of the kind. */
export function parseCheckpoint(note: string): Checkpoint {
  const [origin, size, root] = note.split('\n')
  const bytes = Buffer.from(root ?? '', 'base64')
  if (
    !origin ||
    !/^(0|[1-9][0-9]{0,15})$/.test(size ?? '') ||
    bytes.length !== 32 ||
    bytes.toString('base64') !== root
  ) {
    throw new Error('not a checkpoint: expected the lines origin, size and root')
  }
  return { origin, size: Number(size), root: bytes }
}

/** The checkpoint that this signer signed; null where its signature is not on it. */
export function openCheckpoint(note: string, signer: NoteSigner): Checkpoint | null {
  const text = openNote(note, signer)
  return text === null ? null : parseCheckpoint(text)
}
