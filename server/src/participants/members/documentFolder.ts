/** Proof documents, kept under their own SHA-256 so that a file cannot stand for another. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

export interface DocumentFolder {
  /** Durable when it resolves; answers the hash, base64url. */
  write(bytes: Uint8Array): Promise<string>
  /** null: not here. @throws Error where the file no longer fits its name. */
  read(hash: string): Promise<Uint8Array | null>
}

export function openDocumentFolder(dataDir: string): DocumentFolder {
  const folder = join(dataDir, 'documents')
  return {
    async write(bytes) {
      const hash = hashOf(bytes)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const part = join(folder, `.${randomUUID()}.part`)
      const file = await open(part, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
        await rename(part, join(folder, hash))
      } catch (error) {
        await rm(part, { force: true })
        throw error
      } finally {
        await file.close()
      }
      return hash
    },
    async read(hash) {
      if (!/^[\w-]{43}$/.test(hash)) return null
      const bytes = await readFile(join(folder, hash)).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      })
      if (bytes !== null && hashOf(bytes) !== hash) throw new Error(`document ${hash} was changed on disk`)
      return bytes
    },
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url')
}
