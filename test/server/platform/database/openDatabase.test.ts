import assert from 'node:assert/strict'
import { freshDatabase } from '../../database.ts'

describe('the database', function () {
  this.timeout(60_000)

  it('tells whoever holds a connection that broke between two queries at the next one, and goes on', async () => {
    const { pool } = await freshDatabase()
    const held = await pool.connect()
    const ended = new Promise<void>((resolve) => held.once('end', resolve))
    const { rows } = await held.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
    await ended
    await assert.rejects(held.query('SELECT 1'))
    held.release(true)
    assert.equal((await pool.query('SELECT 1')).rowCount, 1)
  })
})
