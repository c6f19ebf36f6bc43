/** What an address of the page of scans means. */
import assert from 'node:assert/strict'
import { isMistypedGtin } from '../../../../scanner-web/src/pages/scans/scansQuery.ts'
import { readScansSearch } from '../../../../scanner-web/src/pages/scans/scansSearch.ts'

describe('the search for scans', () => {
  it('takes a day, a verdict and what is sought from the address', () => {
    const whole = { day: '2026-11-23', verdict: 'recalled', find: 'AMX1' }
    assert.deepEqual(readScansSearch(whole), whole)
  })
  it('drops what makes no sense', () => {
    assert.deepEqual(readScansSearch({ day: '2026-13-45', verdict: 7, find: '', other: 'x' }), {})
  })
  it('takes a number for the text it was', () => {
    assert.deepEqual(readScansSearch({ find: 4711 }), { find: '4711' })
  })
  it('tells a mistyped GTIN from a lot', () => {
    assert.equal(isMistypedGtin('09506000134353'), true)
    assert.equal(isMistypedGtin('09506000134352'), false)
    assert.equal(isMistypedGtin('0950600013435'), false)
  })
})
