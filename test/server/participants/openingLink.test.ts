import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { startFollower } from '../../../server/src/ledger/follower.ts'
import { openReplica } from '../../../server/src/ledger/replica/openReplica.ts'
import { issueOpeningLink } from '../../../server/src/participants/users/openingLink.ts'
import { userStore } from '../../../server/src/participants/users/store.ts'
import { projections } from '../../../server/src/projections.ts'
import { newLedgerFolder } from '../../ledger/openTestLedger.ts'
import { freshDatabase } from '../database.ts'
import { fixtures } from '../fixtures.ts'
import { logInto, replicaFolderOf } from '../ledger/following.ts'
import { found, hashOf, openNetworkLedger } from '../ledger/network.ts'

const { cityHospital, cornerPharmacy } = fixtures
const hosts = [cornerPharmacy.msp]

describe('the opening link of a node that joined a network', function () {
  this.timeout(60_000)

  it('waits for the replica, which knows only then whether somebody is to be let in', async () => {
    const folder = newLedgerFolder()
    const ledger = await openNetworkLedger(folder)
    await found(ledger)
    const { gln, msp, roles } = cornerPharmacy
    const nonce = randomBytes(16).toString('base64url')
    const proposal = { gln, msp, roles, proof: hashOf('licence'), nonce }
    const options = { requestId: uuidv7(), as: 'RegulatorMSP' }
    await ledger.submit('participant:vote', { proposal, approve: true }, options)

    const database = await freshDatabase()
    const users = userStore(database)
    const user = { email: 'hugo@example.org', name: 'Hugo', passwordHash: '', site: null, isAdmin: true }
    const account = { ...user, id: uuidv7(), participant: cityHospital.gln, createdAt: new Date() }
    await database.prisma.user.create({ data: account })
    const log = logInto([])
    const replica = await openReplica(replicaFolderOf(folder), log)
    const asked = issueOpeningLink({ users, replica, hosts })
    const follower = await startFollower({ ledger, replica, database, projections, log })
    assert.notEqual(await asked, null, 'the pharmacy was admitted while this node was away')

    await database.prisma.user.updateMany({ data: { participant: gln } })
    assert.equal(await issueOpeningLink({ users, replica, hosts }), null, 'everybody is in')
    await follower.stop()
    await replica.close()
    await ledger.close()
  })
})
