/** Who may import whom. Imports point toward the ledger: server -> chaincode/src/domain -> nothing. */
import assert from 'node:assert/strict'
import { importsOf, readSources, type Import, type Source } from './sources.ts'

const server = 'server/src'
const capabilities = [
  'participants',
  'batches',
  'custody',
  'coldchain',
  'care',
  'alerts',
  'anomaly',
  'audit',
  'verification',
]

/** The part of the tree a path belongs to. */
function zoneOf(path: string): string {
  if (path.startsWith('chaincode/src/domain/')) return 'domain'
  if (path.startsWith('chaincode/src/')) return 'contracts'
  if (path === 'chaincode/package.json') return 'manifest'
  // Pure: the command line decodes photographs with it too.
  if (path.startsWith('scanner-web/src/scanning/decode/')) return 'decoder'
  if (path.startsWith('scanner-web/src/')) return 'web'
  if (path.startsWith('network/')) return 'network'
  const folder = path.slice(server.length + 1).split('/')
  if (!path.startsWith(`${server}/`)) return 'outside'
  if (folder[0] === 'ledger' && folder.length > 2 && ['embedded', 'fabric'].includes(folder[1] ?? ''))
    return 'engine'
  if (folder[0] === 'platform' || folder[0] === 'ledger') return folder[0]
  return capabilities.includes(folder[0] ?? '') ? (folder[0] ?? '') : 'wiring'
}

/** null: allowed. */
function breach(source: Source, { target, isRelative, isTypeOnly }: Import): string | null {
  const zone = zoneOf(source.path)
  if (!isRelative) return breachByPackage(source.path, zone, target, isTypeOnly)
  const allowed = allowedZones(zone)
  const wanted = zoneOf(target)
  // The browser's side is served as files: nothing runs it here. A Fabric network is known by its profile alone.
  const isAllowed = allowed === 'all' ? !['web', 'network'].includes(wanted) : allowed.includes(wanted)
  return isAllowed ? null : `${zone} may not import ${wanted}`
}

function allowedZones(zone: string): string[] | 'all' {
  switch (zone) {
    case 'domain':
      return ['domain']
    case 'web':
      return ['web', 'decoder', 'domain']
    case 'decoder':
      return ['decoder', 'domain']
    case 'contracts':
      return ['contracts', 'domain', 'manifest']
    case 'platform':
      return ['platform']
    case 'ledger':
      return ['ledger', 'platform', 'domain']
    case 'engine':
      return ['engine', 'ledger', 'platform', 'domain', 'contracts']
    case 'verification':
      return ['domain', 'ledger', 'platform', ...capabilities]
    case 'anomaly':
      return ['domain', 'ledger', 'platform', 'anomaly', 'custody', 'coldchain']
    case 'network':
      return ['network', 'contracts', 'manifest']
    case 'wiring':
      return 'all'
    default:
      return ['domain', 'ledger', 'platform', zone]
  }
}

function breachByPackage(path: string, zone: string, name: string, isTypeOnly: boolean): string | null {
  if (zone === 'domain') return `domain may not import ${name}`
  if (zone !== 'contracts') return null
  if (name === 'fabric-contract-api' || isTypeOnly) return null
  if (name === 'node:crypto' && path === 'chaincode/src/ledgerContext.ts') return null
  // What a Fabric peer starts; never loaded by the contracts themselves.
  if (name.startsWith('fabric-shim') && launchers.includes(path)) return null
  return `contracts may not import ${name}`
}

const launchers = ['main', 'dispatcher', 'quietShim'].map((name) => `chaincode/src/${name}.ts`)

describe('imports', () => {
  const sources = readSources('chaincode/src', server, 'scanner-web/src', 'network')

  it('keep to the table of who may import whom', () => {
    const breaches = sources.flatMap((source) =>
      source.imports.flatMap((each) => {
        const reason = breach(source, each)
        return reason === null ? [] : [`${source.path} -> ${each.target}: ${reason}`]
      }),
    )
    assert.deepEqual(breaches, [])
  })

  it('nobody imports a test', () => {
    const breaches = sources.filter(({ imports }) => imports.some(({ target }) => target.startsWith('test/')))
    assert.deepEqual(breaches, [])
  })

  it('relative imports name the file with its ending', () => {
    const breaches = [...sources, ...readSources('test')].flatMap(({ path, imports }) =>
      imports
        .filter(({ target, isRelative }) => isRelative && !/\.(tsx?|js|cjs|json|css)(\?\w+)?$/.test(target))
        .map(({ target }) => `${path} -> ${target}`),
    )
    assert.deepEqual(breaches, [])
  })

  it('are seen in every form', () => {
    const forms = [
      "import a from './a.ts'",
      "import type { B } from './b.ts'",
      "import {\n  c,\n} from './c.ts'",
    ]
    const more = ["export * from './d.ts'", "import './e.ts'", "const f = await import('./f.ts')"]
    const found = importsOf('server/src/x/y.ts', [...forms, ...more].join('\n'))
    const names = found.map(({ target }) => target)
    assert.deepEqual(
      names,
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `server/src/x/${name}.ts`),
    )
    assert.deepEqual(
      found.map(({ isTypeOnly }) => isTypeOnly),
      [false, true, false, false, false, false],
    )
  })

  it('a breach is noticed', () => {
    const source = (path: string): Source => ({ path, text: '', code: '', imports: [] })
    const to = (target: string): Import => ({ target, isRelative: target.includes('/'), isTypeOnly: false })
    const cases: [string, string][] = [
      ['chaincode/src/domain/pack.ts', 'node:crypto'],
      ['chaincode/src/domain/pack.ts', 'chaincode/src/worldState.ts'],
      ['chaincode/src/contracts/packContract.ts', 'server/src/config.ts'],
      ['server/src/platform/logger.ts', 'server/src/ledger/port.ts'],
      ['server/src/ledger/replica.ts', 'server/src/batches/store.ts'],
      ['server/src/batches/routes.ts', 'server/src/participants/store.ts'],
      ['server/src/batches/routes.ts', 'server/src/ledger/embedded/chain.ts'],
      ['scanner-web/src/api/api.ts', 'server/src/problems.ts'],
      ['server/src/app.ts', 'scanner-web/src/urls.ts'],
      ['server/src/app.ts', 'network/src/layout.ts'],
      ['network/src/layout.ts', 'server/src/config.ts'],
    ]
    for (const [path, target] of cases)
      assert.notEqual(breach(source(path), to(target)), null, `${path} -> ${target}`)
    assert.equal(breach(source('server/src/verification/verify.ts'), to('server/src/batches/store.ts')), null)
  })
})
