/** The source files and their imports, for the tests that hold the architecture. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

export const checkout = join(import.meta.dirname, '..', '..')

export interface Import {
  /** A path in the checkout for a relative import, else the package or `node:` module as written. */
  target: string
  isRelative: boolean
  /** Nothing of it is left at run time. */
  isTypeOnly: boolean
}

export interface Source {
  /** From the checkout, with `/`. */
  path: string
  text: string
  /** `text` without comments: for searches that must not find words in prose. */
  code: string
  imports: Import[]
}

const statement =
  /^\s*(?:import|export)\s+(type\s+)?(?:[^'"()]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm

/** Every TypeScript file below the folders, without what is generated. */
export function readSources(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name).replaceAll('\\', '/'))
      .filter((path) => /\.tsx?$/.test(path) && !path.includes('/generated/'))
      .sort()
      .map((path) => readSource(path)),
  )
}

function readSource(path: string): Source {
  const text = readFileSync(join(checkout, path), 'utf8')
  const code = withoutComments(text)
  return { path, text, code, imports: importsOf(path, code) }
}

export function importsOf(path: string, code: string): Import[] {
  return [...code.matchAll(statement)].map(([, type, from, dynamic]) => {
    const written = from ?? dynamic ?? ''
    const isRelative = written.startsWith('.')
    const target = isRelative ? normalize(join(dirname(path), written)).replaceAll('\\', '/') : written
    return { target, isRelative, isTypeOnly: type !== undefined }
  })
}

export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, ' ').replaceAll(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
}
