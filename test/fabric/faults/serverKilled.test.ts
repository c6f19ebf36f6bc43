/** A server that dies between sending a transaction and hearing what became of it. */
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { GatewayError } from '@hyperledger/fabric-gateway'
import { gateway, peer } from '@hyperledger/fabric-protos'
import { openDatabase, type Database } from '../../../server/src/platform/database/openDatabase.ts'
import * as given from '../../domain/given.ts'
import { freshDatabaseUrl } from '../../server/database.ts'
import { runUntilKilled } from '../../server/ledger/runUntilKilled.ts'
import { temporaryFolder } from '../../server/temporaryFolder.ts'
import { sharedChaincode } from '../admittedMaker.ts'
import { accessPeer } from '../peerAccess.ts'
import { profileOf } from '../profileOf.ts'
import { useNetwork } from '../sharedNetwork.ts'
import { valid } from '../validationCodes.ts'
import { assertNothingLost, openLedgerPart } from './ledgerPart.ts'

/** Its first site; the other tests of the run register others. */
const first = 50_000_000
/** What was sent is in a block by then, unless the machine has much else to do: then the server is halted once more. */
const blockMs = 2_000

describe('a server killed with kill -9 between submit and commit status', () => {
  const network = useNetwork()
  const folder = temporaryFolder()

  /** Open questions whose transaction a peer has: the server had kept them and sent them. */
  async function sent(database: Database): Promise<OpenQuestion[]> {
    const questions = await openQuestions(database)
    const access = accessPeer(network(), 'regulator-0', given.regulator)
    const queries = access.gateway.getNetwork(network().channel).getContract('qscc')
    const isValid = async ({ txId }: OpenQuestion) => {
      const answer = await queries
        .evaluateTransaction('GetTransactionByID', network().channel, txId)
        .catch(noneWhereUnknown)
      return (
        answer !== null && peer.ProcessedTransaction.deserializeBinary(answer).getValidationcode() === valid
      )
    }
    const known = await Promise.all(questions.map(isValid)).finally(access.close)
    // An outcome that was on its way to Postgres when the server was halted may have arrived meanwhile.
    const open = new Set((await openQuestions(database)).map(({ txId }) => txId))
    return questions.filter(({ txId }, index) => known[index] === true && open.has(txId))
  }

  /**
   * Halts the server until it is halted when a transaction of its is between the two. While it is halted it hears of
   * nothing, and peers come to have what it sent.
   */
  async function haltBetween(server: ChildProcess, database: Database): Promise<void> {
    for (;;) {
      await keptAWhile(database)
      assert(server.kill('SIGSTOP'), 'the server has ended by itself')
      const until = Date.now() + blockMs
      do {
        if ((await sent(database)).length > 0) return
      } while (Date.now() < until)
      server.kill('SIGCONT')
    }
  }

  it('settles after its restart what it had kept and sent: under the same transaction ids, once each', async () => {
    const profile = profileOf(network(), 'all', await sharedChaincode(network()))
    const masterKey = randomBytes(32)
    const url = await freshDatabaseUrl()
    const database = openDatabase(url)
    const settings = [folder.path, masterKey.toString('hex'), url]
    const args = [...settings, String(first), profile]
    const acknowledged = await runUntilKilled(args, 40, (server) => haltBetween(server, database))
    const between = await sent(database)
    assert.notEqual(between.length, 0, 'it was never killed when a transaction was between the two')

    const part = await openLedgerPart({ path: folder.path, masterKey, profile, database })
    await assertNothingLost(network(), part, acknowledged)
    for (const { requestId, txId } of between) {
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

/** Resolves when an envelope that was kept has had some time to be sent: it is there when asked for a second time. */
async function keptAWhile(database: Database): Promise<void> {
  let before = new Set<string>()
  for (;;) {
    const now = (await openQuestions(database)).map(({ txId }) => txId)
    if (now.some((txId) => before.has(txId))) return
    before = new Set(now)
  }
}

function noneWhereUnknown(error: unknown): null {
  if (error instanceof GatewayError && /no such transaction ID/.test(error.message)) return null
  throw error
}
