import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileDurably } from './writeFileDurably.ts'

/**
 * The 32-byte key under which the keystore encrypts. It lies in the data folder (made on first use, readable by its owner
 * alone), or in `secretKeyFile`, which an operator may keep apart from the data and its backups. Written as base64url.
 * @throws when the file is missing though the data folder holds keys, or does not hold 32 bytes
 */
export function openMasterKey(dataDir: string, secretKeyFile: string | null): Uint8Array {
  const path = secretKeyFile ?? join(dataDir, 'secret.key')
  if (!existsSync(path)) {
    const keys = join(dataDir, 'keys')
    if (existsSync(keys) && readdirSync(keys).length > 0) {
      throw new Error(
        `${path} is missing, and the keys in ${keys} cannot be read without it: put it back from its backup`,
      )
    }
    writeFileDurably(path, Buffer.from(`${randomBytes(32).toString('base64url')}\n`), 0o600)
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url')
  if (key.length !== 32)
    throw new Error(`${path} holds ${String(key.length)} bytes; a master key is 32 bytes as base64url`)
  return key
}
