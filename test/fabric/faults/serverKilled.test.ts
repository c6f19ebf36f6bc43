/** A server that dies between sending a transaction and hearing what became of it. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { gateway } from '@hyperledger/fabric-protos'
import { openDatabase, type Database } from '../../../server/src/platform/database/openDatabase.ts'
import { freshDatabaseUrl } from '../../server/database.ts'
import { runUntilKilled } from '../../server/ledger/runUntilKilled.ts'
import { temporaryFolder } from '../../server/temporaryFolder.ts'
import { readAgreedChain } from '../peerChain.ts'
import { useNetwork } from '../sharedNetwork.ts'
import { valid } from '../validationCodes.ts'
import { foundedProfile } from './faultsChaincode.ts'
import { assertNothingLost, openLedgerPart } from './ledgerPart.ts'

/** Its first site; the other tests of the run register others. */
const first = 50_000_000

describe('a server killed with kill -9 between submit and commit status', () => {
  const network = useNetwork()
  const folder = temporaryFolder()

  it('settles after its restart what it had kept and sent: under the same transaction ids, once each', async () => {
    const profile = await foundedProfile(network())
    const masterKey = randomBytes(32)
    const url = await freshDatabaseUrl()
    const args = [folder.path, masterKey.toString('hex'), url, String(first), profile]
    const glns = await runUntilKilled(args, 40)

    const database = openDatabase(url)
    const open = await openQuestions(database)
    const part = await openLedgerPart({ path: folder.path, masterKey, profile, database })
    const { codes } = await readAgreedChain(network(), (await part.ledger.height()) - 1)
    const sent = open.filter(({ txId }) => codes.get(txId) === valid)
    assert.notEqual(sent.length, 0, 'it was killed when none of its transactions was between the two')

    await assertNothingLost(network(), part, glns)
    for (const { requestId, txId } of sent) {
      const entry = await database.prisma.outboxEntry.findUniqueOrThrow({ where: { requestId } })
      assert.deepEqual([entry.status, entry.txId], ['done', txId])
    }
    await part.stop()
    await database.close()
  }).timeout(180_000)
})

/** What was endorsed and kept, and never heard of again. */
async function openQuestions({ prisma }: Database): Promise<{ requestId: string; txId: string }[]> {
  const entries = await prisma.outboxEntry.findMany({ where: { status: 'pending' } })
  return entries.flatMap(({ requestId, envelope }) => {
    if (envelope === null) return []
    const txId = gateway.PreparedTransaction.deserializeBinary(envelope).getTransactionId()
    return [{ requestId, txId }]
  })
}
