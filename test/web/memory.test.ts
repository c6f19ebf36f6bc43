/** What a browser is to remember, where it keeps it and where it does not. */
import assert from 'node:assert/strict'
import { createMemory } from '../../scanner-web/src/memory.ts'

function openStorage() {
  const texts = new Map<string, string>()
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, value: string) => void texts.set(key, value),
    removeItem: (key: string) => void texts.delete(key),
    clear: () => texts.clear(),
  }
}

describe('what a browser remembers', () => {
  it('is there for the next page, until it is removed', () => {
    const storage = openStorage()
    createMemory(() => storage).set('a', 'one')
    const next = createMemory(() => storage)
    assert.equal(next.get('a'), 'one')
    next.remove('a')
    assert.equal(createMemory(() => storage).get('a'), null)
  })

  it('holds for the page where the browser blocks its storage', () => {
    const memory = createMemory(() => assert.fail('SecurityError'))
    assert.equal(memory.get('a'), null)
    memory.set('a', 'one')
    assert.equal(memory.get('a'), 'one')
    memory.remove('a')
    assert.equal(memory.get('a'), null)
    memory.set('a', 'two')
    memory.clear()
    assert.equal(memory.get('a'), null)
  })

  it('holds for the page where there is no room, and what is older is not taken for it afterwards', () => {
    const storage = openStorage()
    const { setItem } = storage
    const memory = createMemory(() => storage)
    memory.set('a', 'one')
    storage.setItem = () => assert.fail('QuotaExceededError')
    memory.set('a', 'two')
    assert.equal(memory.get('a'), 'two')
    assert.deepEqual([...storage.texts], [])
    storage.setItem = setItem
    memory.set('a', 'three')
    assert.deepEqual([memory.get('a'), storage.texts.get('a')], ['three', 'three'])
  })
})
