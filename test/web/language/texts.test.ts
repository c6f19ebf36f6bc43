/** The language files: the same keys in every language, every key used, every problem with a sentence. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileFaults } from '../../../server/src/batches/import/fileInvalid.ts'
import { problems } from '../../../server/src/problems.ts'

const source = join(import.meta.dirname, '..', '..', '..', 'scanner-web', 'src')
const folder = join(source, 'language')
const languages = ['en', 'de'] as const

type Texts = { [key: string]: string | Texts }

/** `area:a.b.c` -> text */
function textsOf(language: string): Map<string, string> {
  const files = readdirSync(join(folder, language)).filter((name) => name.endsWith('.json'))
  return new Map(
    files.flatMap((name) => {
      const texts = JSON.parse(readFileSync(join(folder, language, name), 'utf8')) as Texts
      return flatten(texts).map(([key, text]) => [`${name.slice(0, -5)}:${key}`, text] as const)
    }),
  )
}

function flatten(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flatten(value, `${path}${key}.`),
  )
}

const codes = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts') && !name.endsWith('types.ts'))
  .map((name) => readFileSync(join(source, name), 'utf8'))
const code = codes.join('\n')

/** Quoted keys, and those put together: `role.${role}` stands for every key that begins and ends so. */
const quoted = new Set([...code.matchAll(/['"]((?:\w+:)?[\w-]+(?:\.[\w-]+)*)['"]/g)].map(([, key]) => key))
const patterns = [...code.matchAll(/`((?:\w+:)?[\w-]+\.[\w.-]*\$\{[^`]*)`/g)]
  .map(([, pattern = '']) => pattern)
  .map((pattern) => {
    const parts = pattern.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'))
    return new RegExp(`^${parts.join('[\\w.-]+')}$`)
  })

function isUsed(key: string): boolean {
  const [area = '', path = ''] = key.split(':')
  // Plural forms are asked for by their common name.
  const name = path.replace(/_(zero|one|two|few|many|other)$/, '')
  const forms = [name, `${area}:${name}`]
  return forms.some((form) => quoted.has(form) || patterns.some((pattern) => pattern.test(form)))
}

describe('the texts', () => {
  const english = textsOf('en')

  for (const language of languages.slice(1)) {
    const texts = textsOf(language)
    it(`have the same keys in en and ${language}`, () => {
      assert.deepEqual([...texts.keys()].sort(), [...english.keys()].sort())
    })
    it(`have the same gaps to fill in en and ${language}`, () => {
      const gaps = (text: string) => [...text.matchAll(/\{\{[^}]*\}\}/g)].map(String).sort()
      for (const [key, text] of texts) assert.deepEqual(gaps(text), gaps(english.get(key) ?? ''), key)
    })
  }

  it('are all used by some page', () => {
    const unused = [...english.keys()].filter((key) => !key.startsWith('problems:') && !isUsed(key))
    assert.deepEqual(unused, [])
  })

  /** Behind `problems:` and `prefix`, up to the next dot. */
  const problemKeys = (prefix: string) =>
    [...english.keys()]
      .filter((key) => key.startsWith(`problems:${prefix}`))
      .map((key) => key.slice(`problems:${prefix}`.length))
      .filter((name) => !name.includes('.'))

  it('hold a sentence for every problem the server knows, and for no other', () => {
    const ours = ['UNREACHABLE', 'other']
    assert.deepEqual(problemKeys('').sort(), [...Object.keys(problems), ...ours].sort())
  })

  it('hold a sentence for everything that can be wrong with a file, and for nothing else', () => {
    assert.deepEqual(problemKeys('fault.').sort(), [...fileFaults, 'notPdf'].sort())
  })

  it('are declared, area by area, for the compiler', () => {
    const declared = readFileSync(join(folder, 'texts.d.ts'), 'utf8')
    for (const area of new Set([...english.keys()].map((key) => key.split(':')[0]))) {
      assert.match(declared, new RegExp(`\\b${String(area)}: typeof ${String(area)}\\b`))
    }
  })

  it('a key that nobody uses is noticed', () => {
    assert.equal(isUsed('frame:nav.nobodyAsksForThis'), false)
    assert.equal(isUsed('frame:nav.account'), true)
    assert.equal(isUsed('frame:role.pharmacy'), true)
  })
})
