import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { renderApiTypes } from '../../../scanner-web/bin/renderApiTypes.js'
import { openEmptyWorld, type EmptyWorld } from '../../server/world.ts'

const root = join(import.meta.dirname, '..', '..', '..')

describe('the web app’s API types', () => {
  let world: EmptyWorld
  before(async function () {
    this.timeout(60_000)
    world = await openEmptyWorld()
  })
  after(() => world.stop())

  it('are those of the served document: else run `npm run web:api-types`', async () => {
    const document = (await (await fetch(`${world.url}/api/v1/openapi.json`)).json()) as object
    const style = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8')) as object
    const fresh = await format(renderApiTypes(document), { ...style, parser: 'typescript' })
    const kept = readFileSync(join(root, 'scanner-web', 'src', 'api', 'types.ts'), 'utf8')
    assert.equal(kept === fresh, true, 'scanner-web/src/api/types.ts is stale')
  })

  it('refuse a schema they do not know rather than call it unknown', () => {
    const operation = {
      summary: 'x',
      responses: { 200: { content: { 'application/json': { schema: { type: 'tuple' } } } } },
    }
    assert.throws(
      () => renderApiTypes({ paths: { '/x': { get: operation } } }),
      /no TypeScript for the schema/,
    )
  })
})
