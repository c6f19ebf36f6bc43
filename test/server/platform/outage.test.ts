import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { openDatabase } from '../../../server/src/platform/database/openDatabase.ts'
import { outageIn } from '../../../server/src/platform/outage.ts'
import { Unavailable } from '../../../server/src/platform/unavailable.ts'
import { freshDatabaseUrl } from '../database.ts'

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => assert.fail('it should have failed'),
    (error: unknown) => error,
  )
}

describe('an outage', function () {
  this.timeout(60_000)

  it('is what Prisma and pg say when nothing listens', async () => {
    const database = openDatabase(`postgresql://me:secret@127.0.0.1:${String(await closedPort())}/none`)
    for (const ask of [() => database.prisma.user.findMany(), () => database.pool.query('SELECT 1')])
      assert.equal(outageIn(await errorOf(ask()))?.what, 'database')
    await database.close()
  })

  it('is a connection that Postgres ends under a statement', async () => {
    const database = openDatabase(await freshDatabaseUrl())
    for (const end of [
      () => database.pool.query('SELECT pg_terminate_backend(pg_backend_pid())'),
      () => database.prisma.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())::text`,
    ])
      assert.equal(outageIn(await errorOf(end()))?.what, 'database')
    await database.close()
  })

  it('is no wrong statement and no broken rule of a table', async () => {
    const database = openDatabase(await freshDatabaseUrl())
    assert.equal(outageIn(await errorOf(database.pool.query('SELECT nonsense'))), null)
    assert.equal(outageIn(await errorOf(database.pool.query('INSERT INTO users DEFAULT VALUES'))), null)
    await database.close()
  })

  it('is a full disk, wherever in the causes', () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const wrapped = new Error('cannot write', { cause: full })
    assert.equal(outageIn(wrapped)?.what, 'disk')
    assert.equal(outageIn(wrapped)?.cause, wrapped)
    const known = new Unavailable('leaf file')
    assert.equal(outageIn(known), known)
  })

  it('is nothing else', () => {
    const loop = new Error('loop')
    loop.cause = loop
    for (const other of [new TypeError('x is not a function'), loop, 'ENOSPC', null, { code: 'P2002' }])
      assert.equal(outageIn(other), null)
  })
})
