import type { Picture } from '../../../../scanner-web/src/scanning/decode/picture.ts'
import { loadPicture } from './loadPicture.ts'
import { openDecoder } from './openDecoder.ts'

export type DecodedFile =
  | { file: string; codes: { format: 'DataMatrix' | 'QRCode'; text: string }[] }
  | { file: string; error: string }

/** A single picture has time, but a very large one without a code must not hold up the rest. */
const budgetMs = 5_000

/** The codes in each file, in the order of the files; the next is loaded while one is decoded. */
export async function* decodeFiles(files: readonly string[]): AsyncGenerator<DecodedFile> {
  const decoder = await openDecoder()
  let coming = load(files[0])
  for (const [i, file] of files.entries()) {
    const loaded = await coming
    coming = load(files[i + 1])
    if (loaded === null) continue
    if ('error' in loaded) {
      yield { file, error: loaded.error }
      continue
    }
    const codes = await decoder.hardPass(loaded, { budgetMs })
    yield { file, codes: codes.map(({ format, text }) => ({ format, text })) }
  }
}

/** Never rejects: nobody may be waiting for it yet. */
async function load(file: string | undefined): Promise<Picture | { error: string } | null> {
  if (file === undefined) return null
  try {
    return await loadPicture(file)
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
