import assert from 'node:assert/strict'
import { PassThrough, Writable } from 'node:stream'
import { gs1Parse } from '../../../../server/src/cli/gs1/gs1Parse.ts'
import { gs1Read } from '../../../../server/src/cli/gs1/gs1Read.ts'

type Command = (input: AsyncIterable<Uint8Array | string>, output: Writable) => Promise<void>

const parse: Command = gs1Parse
const read: Command = (input, output) => gs1Read(input, output, '2026-11-23')

/** What the command prints for `chunks`, through a reader that can hardly keep up. */
async function printed(command: Command, ...chunks: (Uint8Array | string)[]): Promise<string> {
  let text = ''
  const output = new Writable({
    highWaterMark: 1,
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString()
      setImmediate(done)
    },
  })
  const input = new PassThrough()
  for (const chunk of chunks) input.write(chunk)
  input.end()
  await command(input, output)
  return text
}

describe('gs1 parse', () => {
  it('prints one line for each line and nothing else', async () => {
    const lines = [
      '{"mode":"S","in":"]d2010950600013435210A1"}',
      '{"mode":"D","in":"ftp://a.b"}',
      '{"mode":"A","in":"(01)09506000134353"}',
    ]
    assert.equal(
      await printed(parse, lines.join('\n')),
      '{"ok":true,"ai":"(01)09506000134352(10)A1","dl":"https://id.example.org/01/09506000134352/10/A1","scan":"]d2010950600013435210A1"}\n' +
        '{"ok":true,"ai":null,"dl":null,"scan":"]Q1ftp://a.b"}\n' +
        '{"ok":false,"err":"AI (01): The numeric check digit is incorrect."}\n',
    )
  })

  it('answers malformed lines by number and goes on', async () => {
    const malformed = [
      '',
      'x',
      '{',
      'null',
      '[]',
      '{"mode":"S"}',
      '{"mode":"X","in":"a"}',
      '{"mode":"S","in":1}',
    ]
    const text = await printed(parse, [...malformed, '{"mode":"S","in":"]d1a"}', ''].join('\r\n'))
    assert.equal(
      text,
      malformed.map((_, i) => `{"ok":false,"err":"malformed input line ${String(i + 1)}"}\n`).join('') +
        '{"ok":true,"ai":null,"dl":null,"scan":"]d1a"}\n',
    )
  })

  it('reads lines and characters that arrive in pieces', async () => {
    const bytes = Buffer.from('{"mode":"S","in":"]d1é"}\n{"mode":"S","in":"]d1b"}')
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte))
    const whole = await printed(parse, bytes)
    assert.match(whole, /Ã©/)
    assert.equal(await printed(parse, ...pieces), whole)
  })

  it('cuts off a line without end and goes on with the next', async () => {
    const long = 'x'.repeat(700_000)
    const text = await printed(parse, long, long, long, '\n{"mode":"S","in":"]d1a"}\n', long, long)
    assert.deepEqual(
      text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { err?: string }).err),
      ['malformed input line 1', undefined, 'malformed input line 3'],
    )
  })

  it('answers a line before the next one comes', async () => {
    const input = new PassThrough()
    const output = new PassThrough()
    const done = gs1Parse(input, output)
    for (const text of ['a', 'b']) {
      input.write(`{"mode":"S","in":"]d1${text}"}\n`)
      const [answer] = await new Promise<Buffer[]>((resolve) =>
        output.once('data', (...args: Buffer[]) => resolve(args)),
      )
      assert.match(String(answer), new RegExp(`]d1${text}`))
    }
    input.end()
    await done
  })
})

describe('gs1 read', () => {
  it('prints what was read and repaired, from plain lines and from JSON', async () => {
    const text = await printed(read, '9506000134352\n{"in":"]d2010950600013435221A<GS>10B\\r\\n"}\n{"x":1}\n')
    const [plain, json, neither] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    assert.equal(plain?.gtin, '09506000134352')
    assert.deepEqual([json?.serial, json?.lot], ['A', 'B'])
    assert.deepEqual(
      (json?.repairs as { code: string }[]).map(({ code }) => code),
      ['line-end', 'separator-disguised'],
    )
    assert.deepEqual(neither, { kind: 'other', scan: '{"x":1}' })
  })
})
