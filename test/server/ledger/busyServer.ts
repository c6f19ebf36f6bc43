/**
 * A server's ledger part as a process of its own that registers sites as fast as it can until it is killed.
 * `busyServer.ts FOLDER MASTERKEY DATABASE FIRST` prints the GLN of each one that was acknowledged.
 */
import { join } from 'node:path'
import pino from 'pino'
import { openEmbeddedLedger } from '../../../server/src/ledger/embedded/embeddedLedger.ts'
import { startFollower } from '../../../server/src/ledger/follower.ts'
import { openReplica } from '../../../server/src/ledger/replica/openReplica.ts'
import { OutboxStore } from '../../../server/src/ledger/outbox/outboxStore.ts'
import { settleOutbox } from '../../../server/src/ledger/outbox/settleOutbox.ts'
import { OutboxSubmitter } from '../../../server/src/ledger/submitter.ts'
import { openDatabase } from '../../../server/src/platform/database/openDatabase.ts'
import { openKeystore } from '../../../server/src/platform/keystore.ts'
import { projections } from '../../../server/src/projections.ts'
import { siteInput } from './network.ts'

const [folder = '', masterKey = '', url = '', first = ''] = process.argv.slice(2)
const log = pino({ level: 'warn' }, pino.destination(2))
const database = openDatabase(url)
const keystore = openKeystore(folder, Buffer.from(masterKey, 'hex'))
const ledger = await openEmbeddedLedger({ dir: join(folder, 'ledger'), keystore })
const replica = await openReplica(join(folder, 'replica'), log)
await startFollower({ ledger, replica, database, projections, log })
const outbox = new OutboxStore(database)
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
await Promise.all([work(), work(), work(), work()])
