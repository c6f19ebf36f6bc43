/** What is allowed in one place only. */
import assert from 'node:assert/strict'
import { basename } from 'node:path'
import { readSources, type Source } from './sources.ts'

/** `path:line` of every place where `pattern` stands in the code of the sources. */
function places(sources: Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ path, code }) =>
    code
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${String(index + 1)} ${line.trim()}`] : [])),
  )
}

const all = readSources('chaincode/src', 'server/src', 'network')
const except = (...paths: string[]) =>
  all.filter(({ path }) => !paths.some((allowed) => path.startsWith(allowed)))

describe('allowed in one place only', () => {
  // A network is started on machines that run no server, by people who own no DATA_DIR: it has settings of its own.
  it('environment variables: config.ts for the server, settings.ts for a Fabric network', () => {
    assert.notDeepEqual(places(all, /process\.env/), [])
    assert.deepEqual(places(except('server/src/config.ts', 'network/src/settings.ts'), /process\.env/), [])
  })

  it('the world state: worldState.ts', () => {
    const state = /\.(get|put|delete)(State|PrivateData)\b|\.getPrivateDataHash\b/
    const contracts = except('chaincode/src/worldState.ts').filter(({ path }) =>
      path.startsWith('chaincode/'),
    )
    assert.deepEqual(places(contracts, state), [])
  })

  it('the Prisma client and SQL: stores, read-model tables and the projection runner', () => {
    const mayQuery = ({ path }: Source) =>
      /^(store|.*Store|projectionTables|projectionRows|projectionDigest)\.ts$/.test(basename(path)) ||
      path.startsWith('server/src/platform/database/')
    const others = all.filter((source) => !mayQuery(source))
    // Readiness asks the pool whether Postgres answers, and nothing else.
    const query = /\bprisma\b|\.pool\.(?!query\('SELECT 1'\))(query|connect)|\$(query|execute)Raw/
    assert.deepEqual(places(others, query), [])
    const values = others.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, isTypeOnly }) => target.includes('/generated/') && !isTypeOnly)
        .map(() => path),
    )
    assert.deepEqual(values, [])
  })

  it('console: nowhere; the command line writes to the terminal it is handed', () => {
    assert.deepEqual(places(all, /\bconsole\./), [])
  })

  it('clock and chance: never in the domain and the contracts', () => {
    const rules = all.filter(({ path }) => path.startsWith('chaincode/src/'))
    const impure = /Date\.now|new Date\(\)|Math\.random|performance\.now|randomBytes|randomUUID/
    assert.deepEqual(places(rules, impure), [])
    const settings = /\bprocess\.|\bglobalThis\b|\bfetch\(|\bsetTimeout\b/
    const domain = rules.filter(({ path }) => path.startsWith('chaincode/src/domain/'))
    assert.deepEqual(places(domain, settings), [])
  })
})
