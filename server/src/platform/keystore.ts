import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileDurably } from './writeFileDurably.ts'

/** Secrets of this server at rest, each in a file of its own, encrypted with AES-256-GCM under the master key. */
export interface Keystore {
  /** null when there is none of this name. Throws when the file was changed or the master key is another. */
  read(name: string): Uint8Array | null
  /** Durable when it returns; replaces what was there. */
  write(name: string, bytes: Uint8Array): void
  /** The stored bytes, or those that `make` gives, stored first. */
  readOrCreate(name: string, make: () => Uint8Array): Uint8Array
}

const version = 1
const nonceBytes = 12
const tagBytes = 16

/**
 * Opens `<dataDir>/keys`. A file is `version (1 byte) | nonce (12) | ciphertext | tag (16)`; the name is authenticated, so that a
 * file put in another's place is noticed.
 * @param masterKey 32 bytes
 */
export function openKeystore(dataDir: string, masterKey: Uint8Array): Keystore {
  const folder = join(dataDir, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })

  const pathOf = (name: string) => {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/.test(name))
      throw new Error(`"${name}" is no name for a key file`)
    return join(folder, `${name}.enc`)
  }
  const read = (name: string) => {
    const path = pathOf(name)
    return existsSync(path) ? decrypt(readFileSync(path), name, path) : null
  }
  const decrypt = (file: Uint8Array, name: string, path: string) => {
    if (file[0] !== version) throw new Error(`${path} is not a key file of this version`)
    const nonce = file.subarray(1, 1 + nonceBytes)
    const decipher = createDecipheriv('aes-256-gcm', masterKey, nonce, { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(name))
    decipher.setAuthTag(file.subarray(-tagBytes))
    try {
      return Buffer.concat([decipher.update(file.subarray(1 + nonceBytes, -tagBytes)), decipher.final()])
    } catch (cause) {
      throw new Error(`${path} was changed, or belongs to another master key`, { cause })
    }
  }
  const write = (name: string, bytes: Uint8Array) => {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', masterKey, nonce, { authTagLength: tagBytes })
    cipher.setAAD(Buffer.from(name))
    const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()])
    const file = Buffer.concat([Buffer.of(version), nonce, ciphertext, cipher.getAuthTag()])
    writeFileDurably(pathOf(name), file, 0o600)
  }
  const readOrCreate = (name: string, make: () => Uint8Array) => {
    const stored = read(name)
    if (stored !== null) return stored
    const made = make()
    write(name, made)
    return made
  }
  return { read, write, readOrCreate }
}
