import assert from 'node:assert/strict'
import {
  cursorOf,
  decodeCursor,
  encodeCursor,
  pageQuery,
  toPage,
} from '../../../server/src/platform/http/paging.ts'
import { Refusal } from '../../../server/src/platform/http/problem.ts'

describe('paging', () => {
  const rows = [1, 2, 3]

  it('hands out a cursor only where there is more', () => {
    const show = (row: number) => `item ${String(row)}`
    const page = toPage(rows, 2, (row) => [String(row)], show)
    assert.deepEqual(page.items, ['item 1', 'item 2'])
    assert.deepEqual(decodeCursor(page.next ?? '', cursorOf.text), ['2'])
    assert.equal(toPage(rows, 3, (row) => [row], show).next, null)
    assert.deepEqual(
      toPage([], 3, (row) => [row], show),
      { items: [], next: null },
    )
  })

  it('reads back every key it wrote', () => {
    const at = 1790000000000
    const text = 'a"/ü\u001d'
    assert.deepEqual(decodeCursor(encodeCursor([at, text]), cursorOf.timeAndText), [new Date(at), text])
    assert.deepEqual(decodeCursor(encodeCursor([text, text]), cursorOf.texts), [text, text])
    assert.deepEqual(decodeCursor(encodeCursor(['9007199254740993']), cursorOf.place), [9007199254740993n])
    assert.equal(decodeCursor(undefined, cursorOf.texts), null)
  })

  for (const [name, cursor] of [
    ['noise', 'x!'],
    ['JSON that is no key', Buffer.from('{"a":1}').toString('base64url')],
    ['too few parts', encodeCursor([1])],
    ['too many parts', encodeCursor([1, 'x', 'y'])],
    ['a part of another type', Buffer.from('[1,null]').toString('base64url')],
    ['a time out of reach', encodeCursor([1e300, 'x'])],
    ['text that no database takes', encodeCursor([1, 'x\0'])],
  ] as const) {
    it(`refuses a cursor made of ${name}`, () => {
      assert.throws(
        () => decodeCursor(cursor, cursorOf.timeAndText),
        (error) => error instanceof Refusal && error.code === 'CURSOR_INVALID',
      )
    })
  }

  it('keeps limit between 1 and 200', () => {
    assert.equal(pageQuery.parse({}).limit, 50)
    assert.equal(pageQuery.parse({ limit: '200' }).limit, 200)
    for (const limit of ['0', '201', '1.5', 'x']) assert.equal(pageQuery.safeParse({ limit }).success, false)
  })
})
