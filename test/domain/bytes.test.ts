import assert from 'node:assert/strict'
import fc from 'fast-check'
import * as bytes from '../../chaincode/src/domain/bytes.ts'

describe('bytes', () => {
  it('print as base64url exactly as Node does, and come back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (data) => {
        const text = bytes.toBase64url(data)
        assert.equal(text, Buffer.from(data).toString('base64url'))
        assert.deepEqual(bytes.fromBase64url(text), data)
      }),
    )
  })

  it('of a text are its UTF-8, short or long, in whatever script', () => {
    const units = (max: number) => fc.array(fc.nat(max), { maxLength: 100 })
    fc.assert(
      fc.property(fc.oneof(units(0x7f), units(0xff), units(0xffff)), (codes) => {
        const text = String.fromCharCode(...codes)
        assert.deepEqual(Buffer.from(bytes.utf8(text)), Buffer.from(text, 'utf8'))
      }),
    )
  })

  it('print as hexadecimal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (data) => {
        assert.equal(bytes.toHex(data), Buffer.from(data).toString('hex'))
      }),
    )
  })

  for (const text of ['A', 'AA==', 'AB', 'AAB', 'A+AA', 'A AA', 'ÄAAA', 'AA\n']) {
    it(`refuse ${JSON.stringify(text)} as base64url: one byte string has one text`, () => {
      assert.throws(() => bytes.fromBase64url(text), RangeError)
    })
  }

  it('write u32 big-endian and refuse what does not fit', () => {
    assert.deepEqual(bytes.u32be(0xfeedbeef), Uint8Array.of(0xfe, 0xed, 0xbe, 0xef))
    for (const value of [-1, 2 ** 32, 1.5, Number.NaN]) assert.throws(() => bytes.u32be(value), RangeError)
  })
})
