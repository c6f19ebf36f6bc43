import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { openDatabase, type Database } from '../../../server/src/platform/database/openDatabase.ts'

export interface CuttableDatabase {
  database: Database
  /** From now on Postgres cannot be reached; open connections break. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** The Postgres at `url` behind a wire that can be cut. */
export async function cuttableDatabase(url: string): Promise<CuttableDatabase> {
  const target = new URL(url)
  const open = new Set<Socket>()
  let whole = true
  const wire = createServer((client) => {
    if (!whole) {
      client.destroy()
      return
    }
    const server = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve))
  const near = new URL(url)
  near.port = String((wire.address() as AddressInfo).port)
  const database = openDatabase(near.href, { connections: 4 })
  return {
    database,
    cut() {
      whole = false
      for (const socket of open) socket.destroy()
    },
    mend() {
      whole = true
    },
    async close() {
      await database.close()
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => wire.close(resolve))
    },
  }
}
