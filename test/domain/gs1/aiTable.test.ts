import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { aiEntry, aiEntryAt, allEntries } from '../../../chaincode/src/domain/gs1/aiEntry.ts'
import { generateAiTable } from '../../data/gs1/generateAiTable.ts'

const dictionary = readFileSync(new URL('../../data/gs1/gs1-syntax-dictionary.txt', import.meta.url), 'utf8')

describe('the AI table', () => {
  it('is what the generator makes of the dictionary', () => {
    const committed = new URL('../../../chaincode/src/domain/gs1/aiTable.ts', import.meta.url)
    assert.equal(readFileSync(committed, 'utf8'), generateAiTable(dictionary))
  })

  it('is changed by a changed dictionary', () => {
    assert.notEqual(generateAiTable(dictionary.replace('N18,csum', 'N17,csum')), generateAiTable(dictionary))
  })

  it('refuses a dictionary it does not understand', () => {
    assert.throws(() => generateAiTable('00 *? Q18 # SSCC'), /not a component: Q18/)
  })

  it('expands ranges and finds an AI at the start of data', () => {
    assert.equal(aiEntry('3105')?.title, 'NET WEIGHT (kg)')
    assert.equal(aiEntry('3106'), null)
    assert.equal(aiEntryAt('10LOT1', 0)?.ai, '10')
    assert.equal(aiEntryAt('x8003', 1)?.ai, '8003')
    assert.equal(aiEntryAt('05', 0), null)
  })

  it('has one length of AI for each two-digit prefix, so that no AI begins another', () => {
    const lengths = new Map<string, number>()
    for (const { ai } of allEntries()) {
      assert.equal(lengths.get(ai.slice(0, 2)) ?? ai.length, ai.length, ai)
      lengths.set(ai.slice(0, 2), ai.length)
    }
  })
})
