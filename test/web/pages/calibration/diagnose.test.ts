import assert from 'node:assert/strict'
import { diagnose, type Finding } from '../../../../scanner-web/src/pages/calibration/diagnose.ts'
import { testCodes } from '../../../../scanner-web/src/pages/calibration/testCodes.ts'
import { onAzerty, onQwertz, withCapsLock } from '../../keyboards.ts'

const [letters = '', signs = ''] = testCodes.map(({ elementString }) => elementString)
const codesIn = (findings: readonly Finding[]) => findings.map(({ code }) => code)

describe('what the scanner check makes of a scan', () => {
  it('is content with a scan that arrives as printed', () => {
    for (const [i, code] of [letters, signs].entries()) {
      const { test, isRight, findings } = diagnose(`]d2${code}\r`)
      assert.equal(test, testCodes[i]?.name)
      assert.equal(isRight, true)
      assert.deepEqual(findings, [
        { code: 'identifier', identifier: ']d2' },
        { code: 'suffix', suffix: 'enter' },
      ])
    }
  })

  it('tells Enter, Tab and nothing at the end apart', () => {
    const suffixOf = (text: string) => diagnose(text).findings.at(-1)
    assert.deepEqual(suffixOf(`${letters}\r\n`), { code: 'suffix', suffix: 'enter' })
    assert.deepEqual(suffixOf(`${letters}\t`), { code: 'suffix', suffix: 'tab' })
    assert.deepEqual(suffixOf(letters), { code: 'suffix', suffix: 'none' })
  })

  it('names the keyboard that the computer reads, and caps lock', () => {
    for (const code of [letters, signs]) {
      assert.deepEqual(codesIn(diagnose(onAzerty(code)).findings), ['azerty', 'suffix'])
      assert.deepEqual(codesIn(diagnose(onQwertz(code)).findings), ['qwertz', 'suffix'])
    }
    assert.deepEqual(codesIn(diagnose(withCapsLock(letters)).findings), ['caps-lock', 'suffix'])
    assert.equal(diagnose(withCapsLock(letters)).isRight, false)
  })

  it('names what became of the separator', () => {
    const gone = letters.replace('\u001d', '')
    assert.deepEqual(codesIn(diagnose(gone).findings), ['separator-missing', 'suffix'])
    const spelled = letters.replace('\u001d', '<GS>')
    assert.deepEqual(codesIn(diagnose(spelled).findings), ['separator-disguised', 'suffix'])
    const other = letters.replace('\u001d', '|')
    assert.deepEqual(diagnose(other).findings[0], { code: 'separator-other', between: '|' })
  })

  it('names the characters that dead keys swallow', () => {
    const { isRight, findings } = diagnose(signs.replaceAll('=', '').replaceAll('+', ''))
    assert.equal(isRight, false)
    const lost = findings.find((finding) => finding.code === 'characters-lost')
    assert.deepEqual(lost, { code: 'characters-lost', lost: '+=' })
  })

  it('recognises neither a pack nor a word as a test code', () => {
    for (const text of ['hello', '01095060001343521728063010AMX1\u001d21ANNA7', 'https://id.example/01/1']) {
      assert.deepEqual(diagnose(text), { test: null, isRight: false, findings: [{ code: 'other' }] })
    }
  })
})
