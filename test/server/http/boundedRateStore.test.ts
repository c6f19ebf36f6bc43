import assert from 'node:assert/strict'
import { BoundedRateStore } from '../../../server/src/platform/http/boundedRateStore.ts'

describe('bounded rate store', () => {
  let now = 0
  const storeOf = (most: number) => {
    const store = new BoundedRateStore(most, () => now)
    store.init({ windowMs: 1000 } as Parameters<BoundedRateStore['init']>[0])
    return store
  }

  it('counts each caller within its own window', () => {
    now = 0
    const store = storeOf(10)
    assert.equal(store.increment('a').totalHits, 1)
    now = 999
    assert.equal(store.increment('a').totalHits, 2)
    assert.equal(store.increment('b').totalHits, 1)
    now = 1000
    assert.equal(store.increment('a').totalHits, 1)
    assert.equal(store.increment('b').totalHits, 2)
    store.decrement('b')
    assert.equal(store.increment('b').totalHits, 2)
    store.resetKey('b')
    assert.equal(store.increment('b').totalHits, 1)
  })

  it('remembers no more callers than it may, and forgets those who came first', () => {
    now = 0
    const store = storeOf(3)
    for (const key of ['a', 'b', 'c', 'd']) store.increment(key)
    assert.equal(store.size, 3)
    assert.equal(store.increment('d').totalHits, 2)
    assert.equal(store.increment('a').totalHits, 1)
    assert.equal(store.size, 3)
  })

  it('forgets ended windows when somebody new comes', () => {
    now = 0
    const store = storeOf(100)
    for (let i = 0; i < 50; i++) store.increment(String(i))
    now = 1000
    store.increment('new')
    assert.equal(store.size, 1)
  })
})
