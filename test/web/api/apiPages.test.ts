import assert from 'node:assert/strict'
import { QueryClient } from '@tanstack/react-query'
import { apiAll } from '../../../scanner-web/src/api/apiPages.ts'

/** What is asked of a server whose products stand on these pages, and what is made of its answers. */
async function askAll(...pages: { items: object[]; next: string | null }[]) {
  const asked: string[] = []
  const usual = globalThis.fetch
  globalThis.fetch = async (url) => {
    asked.push(url as string)
    return Response.json(pages[asked.length - 1])
  }
  const queries = new QueryClient()
  try {
    const items = await queries.query(apiAll('GET /products', { query: { registrant: '1' } }))
    return { asked, items }
  } finally {
    globalThis.fetch = usual
    queries.clear()
  }
}

describe('a whole list', () => {
  it('follows the cursor to its end, in large pages', async () => {
    const [a, b, c] = [{ gtin: 'a' }, { gtin: 'b' }, { gtin: 'c' }]
    const { asked, items } = await askAll(
      { items: [a], next: 'x' },
      { items: [b], next: 'y' },
      { items: [c], next: null },
    )
    assert.deepEqual(items, [a, b, c])
    const first = '/api/v1/products?limit=200&registrant=1'
    assert.deepEqual(asked, [first, `${first}&after=x`, `${first}&after=y`])
  })

  it('asks once where there is nothing', async () => {
    const { asked, items } = await askAll({ items: [], next: null })
    assert.deepEqual([items, asked.length], [[], 1])
  })
})
