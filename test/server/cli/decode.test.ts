/** `npx veritrail decode` over photographs that others took. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../../server/src/cli/main.ts'

const folder = join(import.meta.dirname, '..', '..', 'data', 'codes')
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
  image: string
  text: string
}[]
/** zxing-cpp does not read it either; it must not be misread. */
const unread = 'qrcode-4-33.webp'

async function decode(...files: string[]) {
  const lines: string[] = []
  const terminal = { out: (line: string) => void lines.push(line), err: () => undefined, interactive: false }
  const exitCode = await run(['decode', ...files], terminal)
  return { exitCode, answers: lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

describe('veritrail decode', function () {
  this.timeout(60_000)

  it('reads what the pictures say, in the order of the files', async () => {
    const files = manifest.map(({ image }) => join(folder, image))
    const { exitCode, answers } = await decode(...files)
    assert.equal(exitCode, 0)
    const wanted = manifest.map(({ image, text }) => {
      const format = image.startsWith('qrcode') ? 'QRCode' : 'DataMatrix'
      return { file: join(folder, image), codes: image === unread ? [] : [{ format, text }] }
    })
    assert.deepEqual(answers, wanted)
  })

  it('says which files are no pictures, reads the others, and ends with 1', async () => {
    const missing = join(folder, 'nosuch.png')
    const readme = join(folder, 'README.md')
    const picture = join(folder, 'qrcode-6-9.png')
    const { exitCode, answers } = await decode(missing, readme, picture)
    assert.equal(exitCode, 1)
    assert.deepEqual(
      answers.map(({ file }) => file),
      [missing, readme, picture],
    )
    assert.match(String(answers[0]?.error), /missing/i)
    assert.match(String(answers[1]?.error), /format/i)
    assert.deepEqual(answers[2]?.codes, [{ format: 'QRCode', text: '1234567890' }])
  })
})
