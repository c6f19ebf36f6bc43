import assert from 'node:assert/strict'
import fc from 'fast-check'
import { BinaryReader, BinaryWriter } from '../../server/src/ledger/embedded/chain/binary.ts'

const printed = fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes).toString('base64url'))
const record = fc.array(fc.oneof(printed, fc.constantFrom('{"a":"', '","b":', '/', '\0', 'é', '=')), {
  maxLength: 12,
})

describe('binary fields', () => {
  it('come back as they were written, printed hashes and any other bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
      record.map((parts) => Buffer.from(parts.join(''))),
    )
    fc.assert(
      fc.property(bytes, fc.nat(), fc.option(fc.nat({ max: 2 ** 48 - 2 })), (value, number, version) => {
        const written = new BinaryWriter(1).packed(value).varint(number).u48(version).take()
        const reader = new BinaryReader(written)
        assert.deepEqual([reader.packed(), reader.varint(), reader.u48()], [value, number, version])
        reader.end()
        assert.throws(() => {
          const short = new BinaryReader(written.subarray(0, -1))
          short.packed()
          short.varint()
          short.u48()
        }, RangeError)
      }),
    )
  })

  it('hold a printed hash in fewer bytes than its characters', () => {
    const hash = Buffer.alloc(32, 0xa5).toString('base64url')
    assert.ok(new BinaryWriter().packed(Buffer.from(hash)).take().length <= 37)
  })
})
