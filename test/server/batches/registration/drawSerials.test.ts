import assert from 'node:assert/strict'
import { parseSerial } from '../../../../chaincode/src/domain/gs1/keys.ts'
import {
  crockford32,
  drawSerials,
  serialLength,
} from '../../../../server/src/batches/registration/drawSerials.ts'

describe('drawn serials', () => {
  const serials = drawSerials(20_000)

  it('are as many as asked for, all different, and fit for a GS1 code', () => {
    assert.equal(new Set(serials).size, 20_000)
    for (const serial of serials) {
      assert.equal(parseSerial(serial), serial)
      assert.match(serial, /^[0-9A-HJKMNP-TV-Z]{16}$/)
    }
    assert.equal(serials[0]?.length, serialLength)
  })

  it('use every character in every place about equally often', () => {
    for (let place = 0; place < serialLength; place++) {
      const counts = new Map<string, number>()
      for (const serial of serials) {
        const character = serial.charAt(place)
        counts.set(character, (counts.get(character) ?? 0) + 1)
      }
      assert.equal(counts.size, crockford32.length)
      // 625 expected, standard deviation 25: eight of them will not happen by chance.
      for (const count of counts.values()) assert.ok(Math.abs(count - 625) < 200, `${place}: ${count}`)
    }
  })

  it('may be none', () => {
    assert.deepEqual(drawSerials(0), [])
  })
})
