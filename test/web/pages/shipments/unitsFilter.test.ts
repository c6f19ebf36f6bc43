import assert from 'node:assert/strict'
import type { Unit } from '../../../../scanner-web/src/pages/shipments/unit.ts'
import { everyUnit, fits } from '../../../../scanner-web/src/pages/shipments/unitsFilter.ts'

const unit: Unit = {
  ...{ sscc: '395060001000000013', unitId: 'u', standing: 'held', seq: 1, changedAt: 0 },
  contents: [{ gtin: '09506000134352', lot: 'Ax2611', quantity: 40 }],
}

describe('a filter of units', () => {
  it('lets everything through at first', () => assert.ok(fits(unit, everyUnit)))

  it('finds a part of an SSCC, a lot or a GTIN, however it is written', () => {
    for (const search of ['0013', ' ax26 ', '09506000134352']) {
      assert.ok(fits(unit, { ...everyUnit, search }), search)
    }
    assert.equal(fits(unit, { ...everyUnit, search: 'AX3' }), false)
  })

  it('takes only units that are where it says', () => {
    assert.ok(fits(unit, { search: 'ax', which: 'held' }))
    assert.equal(fits(unit, { search: 'ax', which: 'sent' }), false)
  })
})
