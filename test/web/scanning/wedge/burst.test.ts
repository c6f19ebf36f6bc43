import assert from 'node:assert/strict'
import { createBurst } from '../../../../scanner-web/src/scanning/wedge/burst.ts'
import type { KeyPress } from '../../../../scanner-web/src/scanning/wedge/keyText.ts'

const press = (key: string, timeStamp: number, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  timeStamp,
  ...more,
})

/** Types with `gapMs` between the keys; the scans that were heard. */
function type(keys: readonly (string | Partial<KeyPress>)[], gapMs: number) {
  const burst = createBurst()
  const answers = keys.map((key, i) => {
    const given = typeof key === 'string' ? { key } : key
    if (given.key === 'AltUp') {
      burst.releaseAlt()
      return null
    }
    return burst.press(press(given.key ?? '', i * gapMs, given))
  })
  return { burst, scans: answers.flatMap((each) => (each?.kind === 'scan' ? [each.text] : [])), answers }
}

const code = '0109506000134352'
const keysOf = (text: string) => text.split('')
const controlBracket = { key: ']', code: 'BracketRight', ctrlKey: true }
const altDigits = ['0', '2', '9'].map((key) => ({ key, code: `Numpad${key}`, altKey: true }))

describe('a burst of keys', () => {
  it('is a scan when it is fast and ends with Enter or Tab', () => {
    assert.deepEqual(type([...keysOf(code), 'Enter'], 8).scans, [code])
    assert.deepEqual(type([...keysOf(code), 'Tab'], 8).scans, [code])
  })

  it("is a person's when it is slow, short or held down", () => {
    assert.deepEqual(type([...keysOf(code), 'Enter'], 90).scans, [])
    assert.deepEqual(type([...keysOf('0109'), 'Enter'], 8).scans, [])
    const held = keysOf(code).map((key) => ({ key, repeat: true }))
    assert.deepEqual(type([...held, 'Enter'], 8).scans, [])
    assert.ok(type([...keysOf(code), 'Enter'], 90).answers.every((answer) => answer?.kind === 'typing'))
  })

  it('is given as it was typed, without the suffix only', () => {
    assert.deepEqual(type([...keysOf(code), ' ', 'Enter'], 8).scans, [`${code} `])
    assert.deepEqual(type([...keysOf(code), 'Escape', 'Enter'], 8).scans, [])
  })

  it('forgets what was typed slowly before it', () => {
    const { burst } = type(['x', 'y'], 200)
    for (const [i, key] of keysOf(code).entries()) burst.press(press(key, 5_000 + i * 5))
    assert.deepEqual(burst.press(press('Enter', 5_100)), { kind: 'scan', text: code })
  })

  for (const [name, keys] of [
    ['Ctrl and ]', [{ key: 'Control', ctrlKey: true }, controlBracket]],
    ['the same key on a German layout', [{ key: '+', code: 'BracketRight', ctrlKey: true }]],
    ['F8', ['F8']],
    ['Alt and 029 on the number pad', [{ key: 'Alt', altKey: true }, ...altDigits, { key: 'AltUp' }]],
    ['the character itself', ['\u001d']],
  ] as const) {
    it(`hears GS as ${name}`, () => {
      assert.deepEqual(type([...keysOf(code), ...keys, ...keysOf('21A'), 'Enter'], 8).scans, [
        `${code}\u001d21A`,
      ])
    })
  }

  it('leaves GS that comes as characters to the reader', () => {
    assert.deepEqual(type([...keysOf(`${code}<GS>21A^]17`), 'Enter'], 8).scans, [`${code}<GS>21A^]17`])
  })

  it('keeps what AltGr types, and ends at a shortcut', () => {
    const at = { key: '@', code: 'KeyQ', ctrlKey: true, altKey: true }
    assert.deepEqual(type([...keysOf(code), at, 'Enter'], 8).scans, [`${code}@`])
    assert.deepEqual(type([...keysOf(code), { key: 'c', code: 'KeyC', ctrlKey: true }, 'Enter'], 8).scans, [])
  })

  it('is known after a few keys, so that the page can keep them from its buttons', () => {
    const kinds = type(keysOf('01095'), 8).answers.map((answer) => answer?.kind)
    assert.deepEqual(kinds, ['typing', 'typing', 'typing', 'burst', 'burst'])
  })
})
