/** A server that dies between sending a transaction and hearing what became of it. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { common, gateway } from '@hyperledger/fabric-protos'
import { openDatabase, type Database } from '../../../server/src/platform/database/openDatabase.ts'
import * as given from '../../domain/given.ts'
import { freshDatabaseUrl } from '../../server/database.ts'
import { runUntilKilled } from '../../server/ledger/runUntilKilled.ts'
import { temporaryFolder } from '../../server/temporaryFolder.ts'
import { sharedChaincode } from '../admittedMaker.ts'
import { accessPeer } from '../peerAccess.ts'
import { readAgreedChain } from '../peerChain.ts'
import { profileOf } from '../profileOf.ts'
import { useNetwork } from '../sharedNetwork.ts'
import { valid } from '../validationCodes.ts'
import { assertNothingLost, openLedgerPart } from './ledgerPart.ts'

/** Its first site; the other tests of the run register others. */
const first = 50_000_000
const rounds = 5

describe('a server killed with kill -9 between submit and commit status', () => {
  const network = useNetwork()
  const folder = temporaryFolder()

  /** Those that the peers have: the server had kept them and sent them, and did not live to hear it. */
  async function sentOf(questions: OpenQuestion[]): Promise<OpenQuestion[]> {
    const access = accessPeer(network(), 'regulator-0', given.regulator)
    const info = await access.gateway
      .getNetwork(network().channel)
      .getContract('qscc')
      .evaluateTransaction('GetChainInfo', network().channel)
    access.close()
    const height = common.BlockchainInfo.deserializeBinary(info).getHeight()
    const { codes } = await readAgreedChain(network(), height - 1)
    return questions.filter(({ txId }) => codes.get(txId) === valid)
  }

  it('settles after its restart what it had kept and sent: under the same transaction ids, once each', async () => {
    const profile = profileOf(network(), 'all', await sharedChaincode(network()))
    const masterKey = randomBytes(32)
    const url = await freshDatabaseUrl()
    const database = openDatabase(url)
    const settings = [folder.path, masterKey.toString('hex'), url]
    const acknowledged: string[] = []
    let sent: OpenQuestion[] = []
    // Answers come with a block, all at once; half a block's time later the next calls are on their way. Now and then none is.
    for (let round = 0; sent.length === 0 && round < rounds; round++) {
      const args = [...settings, String(first + round * 1_000_000), profile]
      acknowledged.push(...(await runUntilKilled(args, 40, 50)))
      sent = await sentOf(await openQuestions(database))
    }
    assert.notEqual(sent.length, 0, 'it was never killed when a transaction was between the two')

    const part = await openLedgerPart({ path: folder.path, masterKey, profile, database })
    await assertNothingLost(network(), part, acknowledged)
    for (const { requestId, txId } of sent) {
      const entry = await database.prisma.outboxEntry.findUniqueOrThrow({ where: { requestId } })
      assert.deepEqual([entry.status, entry.txId], ['done', txId])
    }
    await part.stop()
    await database.close()
  }).timeout(180_000)
})

interface OpenQuestion {
  requestId: string
  txId: string
}

/** What was endorsed and kept, and never heard of again. */
async function openQuestions({ prisma }: Database): Promise<OpenQuestion[]> {
  const entries = await prisma.outboxEntry.findMany({ where: { status: 'pending' } })
  return entries.flatMap(({ requestId, envelope }) => {
    if (envelope === null) return []
    const txId = gateway.PreparedTransaction.deserializeBinary(envelope).getTransactionId()
    return [{ requestId, txId }]
  })
}
