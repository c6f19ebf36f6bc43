import assert from 'node:assert/strict'
import { fullYear, toCalendarDate, toSixDigits } from '../../../chaincode/src/domain/gs1/date.ts'

describe('six-digit dates', () => {
  it('mean the year nearest to the reader, 49 behind to 50 ahead', () => {
    assert.equal(fullYear(76, 2026), 2076)
    assert.equal(fullYear(77, 2026), 1977)
    assert.equal(fullYear(26, 2026), 2026)
    assert.equal(fullYear(27, 2076), 2027)
    assert.equal(fullYear(26, 2076), 2126)
    assert.equal(fullYear(0, 2099), 2100)
  })

  it('become calendar dates, day 00 the last of the month', () => {
    const cases = {
      '261123': '2026-11-23',
      '280200': '2028-02-29',
      '270200': '2027-02-28',
      '271200': '2027-12-31',
    }
    for (const [printed, date] of Object.entries(cases))
      assert.equal(toCalendarDate(printed, '2026-11-23'), date)
    for (const bad of ['', '26112', '261300', '260001', '270229', '26a123']) {
      assert.equal(toCalendarDate(bad, '2026-11-23'), null)
    }
  })

  it('are written from calendar dates', () => {
    assert.equal(toSixDigits('2028-02-09'), '280209')
  })
})
