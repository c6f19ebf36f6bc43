/** A server's ledger part on Fabric: adapter, outbox, replica and read models, as the server puts them together. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { OutboxStore } from '../../../server/src/ledger/outbox/outboxStore.ts'
import { settleOutbox } from '../../../server/src/ledger/outbox/settleOutbox.ts'
import { OutboxSubmitter } from '../../../server/src/ledger/submitter.ts'
import { openLedger } from '../../../server/src/openLedger.ts'
import type { Database } from '../../../server/src/platform/database/openDatabase.ts'
import { openKeystore } from '../../../server/src/platform/keystore.ts'
import type { Network } from '../../../network/src/network.ts'
import { assertEqualsRebuild, followLedger, logInto, type Following } from '../../server/ledger/following.ts'
import { readAgreedChain } from '../peerChain.ts'
import { valid } from '../validationCodes.ts'

export interface LedgerPart extends Following {
  submitter: OutboxSubmitter
  outbox: OutboxStore
}

export interface ServerFolder {
  path: string
  masterKey: Uint8Array
  /** Of the network, all organisations hosted. */
  profile: string
  database: Database
}

export async function openLedgerPart({
  path,
  masterKey,
  profile,
  database,
}: ServerFolder): Promise<LedgerPart> {
  const outbox = new OutboxStore(database)
  const log = logInto([])
  const ledger = await openLedger({
    config: { dataDir: path, ledger: 'fabric', fabricProfile: profile },
    ...{ keystore: openKeystore(path, masterKey), clock: Date.now, logger: log, envelopes: outbox },
  })
  const following = await followLedger(ledger, join(path, 'replica'), database)
  const submitter = new OutboxSubmitter({ ...following, outbox, log })
  return { ...following, submitter, outbox }
}

/**
 * Every open question is settled. Then each acknowledged site's transaction is valid on every peer; what was ever asked
 * for is there once if the outbox calls it done, and not at all otherwise; replica and read models are what a rebuild
 * makes of the blocks.
 * @param acknowledged GLNs
 */
export async function assertNothingLost(
  network: Network,
  part: LedgerPart,
  acknowledged: readonly string[],
): Promise<void> {
  const { outbox, replica, database, ledger } = part
  const { waiting } = await settleOutbox({ ...part, log: logInto([]) })
  assert.equal(waiting, 0)
  await outbox.settled()
  await part.caughtUp()

  const { codes } = await readAgreedChain(network, (await ledger.height()) - 1)
  const sites = new Map((await database.prisma.ledgerSite.findMany()).map(({ gln, txId }) => [gln, txId]))
  for (const gln of acknowledged) {
    assert.equal(codes.get(sites.get(gln) ?? ''), valid, `the transaction of site ${gln}`)
    assert.notEqual(replica.read(`site/${gln}`), null, gln)
  }
  const asked = await database.prisma.outboxEntry.findMany({ where: { fn: 'site:register' } })
  for (const { input, status, txId } of asked) {
    assert.notEqual(status, 'pending')
    const { gln } = JSON.parse(input) as { gln: string }
    assert.equal(sites.get(gln), status === 'done' ? txId : undefined, gln)
  }
  await assertEqualsRebuild(part)
}
