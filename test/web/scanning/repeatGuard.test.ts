import assert from 'node:assert/strict'
import { createRepeatGuard } from '../../../scanner-web/src/scanning/repeatGuard.ts'

describe('the guard against repeats', () => {
  it('counts a code once as long as it stays in view', () => {
    const guard = createRepeatGuard()
    const seen = [0, 500, 2_400, 4_300].map((atMs) => guard.isNew('A', atMs))
    assert.deepEqual(seen, [true, false, false, false])
    assert.equal(guard.isNew('A', 6_300), true, 'two seconds out of view')
  })

  it('counts another code at once', () => {
    const guard = createRepeatGuard()
    assert.deepEqual([guard.isNew('A', 0), guard.isNew('B', 1), guard.isNew('A', 2)], [true, true, false])
  })
})
