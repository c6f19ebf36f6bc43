import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Sample {
  name: string
  /** A path, or the picture's file itself. */
  file: string | Buffer
  /** null: what it says is not known as text, only that there is a code. */
  text: string | null
  hasCode: boolean
}

const kinds = ['datamatrix', 'qrcode', 'falsepositives'] as const

/** By kind; nothing for a null folder. */
export function readSamples(folder: string | null): [string, Sample[]][] {
  if (folder === null) return []
  const folders = readdirSync(folder)
  return kinds.map((kind) => {
    const own = folders.filter((name) => name.startsWith(kind))
    return [kind, own.flatMap((name) => samplesIn(join(folder, name), kind !== 'falsepositives'))]
  })
}

function samplesIn(folder: string, hasCode: boolean): Sample[] {
  const pictures = readdirSync(folder).filter((name) => /\.(png|jpe?g|webp|gif)$/i.test(name))
  return pictures.map((name) => {
    const text = join(folder, name.replace(/\.\w+$/, '.txt'))
    const known = existsSync(text) ? readFileSync(text, 'utf8') : null
    return { name, file: join(folder, name), text: known, hasCode }
  })
}
