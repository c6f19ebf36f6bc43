/**
 * A server's ledger part as a process of its own that registers sites as fast as it can until it is killed.
 * `busyServer.ts FOLDER MASTERKEY DATABASE FIRST [PROFILE]` prints the GLN of each one that was acknowledged. With the
 * profile of a Fabric network it works there, else on an embedded ledger.
 */
import { join } from 'node:path'
import pino from 'pino'
import { startFollower } from '../../../server/src/ledger/follower.ts'
import { openReplica } from '../../../server/src/ledger/replica/openReplica.ts'
import { OutboxStore } from '../../../server/src/ledger/outbox/outboxStore.ts'
import { settleOutbox } from '../../../server/src/ledger/outbox/settleOutbox.ts'
import { OutboxSubmitter } from '../../../server/src/ledger/submitter.ts'
import { openLedger } from '../../../server/src/openLedger.ts'
import { openDatabase } from '../../../server/src/platform/database/openDatabase.ts'
import { openKeystore } from '../../../server/src/platform/keystore.ts'
import { projections } from '../../../server/src/projections.ts'
import { siteInput } from './network.ts'

const [folder = '', masterKey = '', url = '', first = '', profile] = process.argv.slice(2)
const log = pino({ level: 'warn' }, pino.destination(2))
const database = openDatabase(url)
const keystore = openKeystore(folder, Buffer.from(masterKey, 'hex'))
const outbox = new OutboxStore(database)
const onFabric = profile === undefined ? {} : { ledger: 'fabric' as const, fabricProfile: profile }
const ledger = await openLedger({
  config: { dataDir: folder, ...onFabric },
  ...{ keystore, clock: Date.now, logger: log, envelopes: outbox },
})
const replica = await openReplica(join(folder, 'replica'), log)
await startFollower({ ledger, replica, database, projections, log })
const submitter = new OutboxSubmitter({ ledger, replica, outbox, log })
await settleOutbox({ outbox, submitter, replica, log })

let next = Number(first)
async function work(): Promise<never> {
  for (;;) {
    const input = siteInput(next++)
    const call = { as: 'PharmaciesMSP', idempotency: null, build: () => input }
    const { event } = await submitter.submit('site:register', call)
    process.stdout.write(`${event.gln}\n`)
  }
}
// On Fabric most of the time is waiting for a block: more wait for the same one.
await Promise.all(Array.from({ length: profile === undefined ? 4 : 16 }, work))
