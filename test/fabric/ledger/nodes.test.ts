/** What several nodes see of one channel, and what each does when it, or its peer, goes away. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { LedgerTransaction, OpenLedger } from '../../../server/src/ledger/port.ts'
import { openFabricLedger } from '../../../server/src/ledger/fabric/fabricLedger.ts'
import { BlockStore } from '../../../server/src/ledger/fabric/following/blockStore.ts'
import { openCheckpoint } from '../../../server/src/ledger/log/checkpoint.ts'
import { parseVerifierKey } from '../../../server/src/ledger/log/signedNote.ts'
import { loadProfile } from '../../../server/src/ledger/fabric/profile.ts'
import { verifyFabric } from '../../../server/src/ledger/fabric/verify/verifyFabric.ts'
import { openKeystore } from '../../../server/src/platform/keystore.ts'
import { Unavailable } from '../../../server/src/platform/unavailable.ts'
import { blocksFrom, take, transactionsFrom, valueOf } from '../../ledger/takeNotes.ts'
import { useNetwork } from '../sharedNetwork.ts'
import { deployNotes, EnvelopesInMemory, newFolder, openOn } from './openFabric.ts'

const chaincode = 'followed'

describe('nodes on one channel', function () {
  this.timeout(120_000)
  const network = useNetwork()
  const folder = newFolder()
  const kept = { dir: join(folder, 'log'), keystore: openKeystore(folder, randomBytes(32)) }
  let ledger: OpenLedger
  before(async () => {
    await deployNotes(network(), chaincode)
    ledger = await openOn(network(), chaincode, kept)
  })
  after(() => ledger.close())

  /** Once `node` has followed all that this ledger has. */
  async function caughtUp(node: OpenLedger): Promise<LedgerTransaction[]> {
    const until = await ledger.height()
    const stop = new AbortController()
    const transactions: LedgerTransaction[] = []
    for await (const block of node.blocks(0, stop.signal)) {
      transactions.push(...block.transactions)
      if (block.height === until - 1) return transactions
    }
    return transactions
  }

  it('have the same log, whoever follows and however often it stops', async () => {
    const contest = ['a', 'b', 'c'].map((value) =>
      take(ledger, [
        { do: 'get', key: 'hot' },
        { do: 'put', key: 'hot', value },
      ]),
    )
    const [first] = await Promise.all(contest)
    await take(ledger, [{ do: 'putPrivate', key: 'diary', value: 'page' }])
    const maker = await openOn(network(), chaincode, { profile: 'manufacturers' })
    try {
      await caughtUp(maker)
      await caughtUp(ledger)
      assert.equal(maker.log.size, ledger.log.size)
      assert.deepEqual(Buffer.from(maker.log.root()), Buffer.from(ledger.log.root()))
      const index = maker.log.indexOf(first?.txId ?? '')
      assert.ok(index !== null)
      assert.deepEqual(Buffer.from(maker.log.entry(index)), Buffer.from(ledger.log.entry(index)))
      const invalid = (await transactionsFrom(ledger, 0)).find(({ code }) => code !== 0)
      assert.ok(invalid, 'the contest had a loser')
      assert.equal(maker.log.indexOf(invalid.txId), null)
    } finally {
      await maker.close()
    }
    const before = { size: ledger.log.size, root: Buffer.from(ledger.log.root()) }
    const note = ledger.log.checkpoint()
    await ledger.close()
    ledger = await openOn(network(), chaincode, kept)
    assert.deepEqual({ size: ledger.log.size, root: Buffer.from(ledger.log.root()) }, before)
    assert.equal(ledger.log.latestCheckpoint(), note)
    assert.equal(openCheckpoint(note, parseVerifierKey(ledger.log.verifierKey))?.size, before.size)
    assert.equal((await take(ledger, [{ do: 'put', key: 'later', value: 'x' }])).repeated, false)
  })

  it('show private values to members alone, also those of long ago', async () => {
    const { txId } = await take(ledger, [{ do: 'putPrivate', key: 'letter', value: 'for members' }])
    const privateWriteOf = async (profile: 'manufacturers' | 'pharmacies') => {
      const node = await openOn(network(), chaincode, { profile })
      try {
        const written = (await caughtUp(node)).find((each) => each.txId === txId)?.privateWrites[0]
        assert.ok(written)
        const { key, value, awaited } = written
        return { key, value: value && Buffer.from(value).toString(), awaited }
      } finally {
        await node.close()
      }
    }
    const unseen = { key: null, value: null, awaited: undefined }
    assert.deepEqual(await privateWriteOf('manufacturers'), unseen)
    const seen = { key: 'letter', value: 'for members', awaited: undefined }
    assert.deepEqual(await privateWriteOf('pharmacies'), seen)
  })

  it('give a private value that is asked for after its block', async () => {
    const { height, txId } = await take(ledger, [{ do: 'putPrivate', key: 'late', value: 'but here' }])
    const transaction = (await transactionsFrom(ledger, height)).find((each) => each.txId === txId)
    const [write] = transaction?.privateWrites ?? []
    assert.ok(transaction && write?.valueHash)
    const { collection, keyHash, valueHash } = write
    const place = { height, index: transaction.index, collection, keyHash, valueHash }
    assert.equal(Buffer.from((await ledger.privateValue?.(place))?.value ?? []).toString(), 'but here')
    assert.equal(await ledger.privateValue?.({ ...place, valueHash: Buffer.alloc(32) }), null)
  })

  it('settle what a node that died had signed and not sent', async () => {
    const envelopes = new EnvelopesInMemory()
    const requestId = v7()
    const dying = await openOn(network(), chaincode, {
      envelopes: {
        kept: (id) => envelopes.kept(id),
        forget: (id) => envelopes.forget(id),
        async keep(id, envelope) {
          await envelopes.keep(id, envelope)
          throw new Unavailable('this process', { outcomeKnown: false })
        },
      },
    })
    await assert.rejects(take(dying, [{ do: 'put', key: 'dying', value: 'x' }], { requestId }), Unavailable)
    await dying.close()
    assert.equal(await valueOf(ledger, 'dying'), '')

    const risen = await openOn(network(), chaincode, { envelopes })
    try {
      const settled = await risen.settle?.(requestId, { as: 'PharmaciesMSP' })
      assert.equal(settled?.repeated, true)
      assert.equal(await valueOf(risen, 'dying'), 'x')
      assert.equal(await risen.settle?.(requestId, { as: 'PharmaciesMSP' }), null, 'nothing is open any more')
      const again = await take(risen, [{ do: 'put', key: 'dying', value: 'x' }], { requestId })
      assert.deepEqual([again.repeated, again.txId], [true, settled.txId])
    } finally {
      await risen.close()
    }
  })

  it('send what was committed once more without harm', async () => {
    const envelopes = new EnvelopesInMemory()
    const forgetful = await openOn(network(), chaincode, {
      envelopes: {
        keep: (id, envelope) => envelopes.keep(id, envelope),
        kept: (id) => envelopes.kept(id),
        forget: () => Promise.resolve(),
      },
    })
    try {
      const requestId = v7()
      const first = await take(forgetful, [{ do: 'put', key: 'sentTwice', value: 'x' }], { requestId })
      const from = await forgetful.height()
      const settled = await forgetful.settle?.(requestId, { as: 'PharmaciesMSP' })
      assert.deepEqual([settled?.txId, settled?.height], [first.txId, first.height])
      await take(forgetful, [{ do: 'put', key: 'after', value: 'x' }])
      const codes = (await transactionsFrom(forgetful, from)).filter(({ txId }) => txId === first.txId)
      assert.deepEqual(
        codes.map(({ code, writes }) => [code, writes.length]),
        [[9, 0]],
      )
      const index = forgetful.log.indexOf(first.txId)
      assert.ok(index !== null)
      assert.equal(
        (JSON.parse(Buffer.from(forgetful.log.entry(index)).toString()) as { block: number }).block,
        first.height,
      )
    } finally {
      await forgetful.close()
    }
  })

  it('follow on from another peer when theirs is killed, without gap or duplicate', async () => {
    const stop = new AbortController()
    const from = await ledger.height()
    const heights: number[] = []
    const seen = new Set<string>()
    const following = (async () => {
      for await (const { height, transactions } of ledger.blocks(from, stop.signal)) {
        heights.push(height)
        for (const { txId } of transactions) seen.add(txId)
      }
    })()
    const acknowledged: string[] = []
    const write = async (i: number) => {
      acknowledged.push((await take(ledger, [{ do: 'put', key: `failover/${i}`, value: 'x' }])).txId)
    }
    for (let i = 0; i < 3; i++) await write(i)
    await network().kill('pharmacies-0')
    for (let i = 3; i < 9; i++) await write(i)
    await network().start('pharmacies-0')
    await caughtUp(ledger)
    stop.abort()
    await following
    assert.deepEqual(
      heights,
      heights.map((_, i) => from + i),
    )
    for (const txId of acknowledged) assert.ok(seen.has(txId), `${txId} was acknowledged and not followed`)
  })

  it('follow no peer whose blocks were signed by nobody who may', async () => {
    const profile = { ...loadProfile(network().profiles.regulator), chaincode }
    const [regulator] = profile.hosts.map(({ msp }) => profile.organisations.find((each) => each.msp === msp))
    assert.ok(regulator)
    const own = newFolder()
    const distrusted = await new Promise<{ endpoint: string; err: Error; close: () => Promise<void> }>(
      (resolve) => {
        const opening = openFabricLedger({
          ...{ dir: join(own, 'log'), keystore: openKeystore(own, randomBytes(32)) },
          envelopes: new EnvelopesInMemory(),
          profile: { ...profile, orderers: [{ msp: 'OrdererMSP', ca: regulator.ca }] },
          report: (trouble, facts) => {
            const close = async () => (await opening).close()
            if (trouble === 'ledger.peerLost')
              resolve({ ...(facts as { endpoint: string; err: Error }), close })
          },
        })
      },
    )
    await distrusted.close()
    assert.match(
      distrusted.err.message,
      /no orderer signed it; a certificate of OrdererMSP is not from its CA/,
    )
    const store = new BlockStore(join(own, 'log'), profile, { readOnly: true })
    assert.equal(store.height, 1, 'the first block, which has no signature')
    await store.close()
  })

  describe('are verified', () => {
    const options = () => ({
      profile: { ...loadProfile(network().profiles.regulator), chaincode },
      dir: join(folder, 'nothing'),
      checkpointKey: null,
    })

    it('by another organisation, from its own peer and with nothing but a checkpoint', async () => {
      const checkpoint = ledger.log.checkpoint()
      const found = await verifyFabric({ ...options(), checkpoint })
      assert.equal(found.ok, true, JSON.stringify(found.fault))
      const said = found.statements.join('\n')
      assert.match(said, /Every block but the first bears the signature of an orderer/)
      assert.match(said, /localhost:\d+, of the same organisation, says the same of \d+ blocks/)
      assert.equal(found.logSize, ledger.log.size)
      assert.equal(found.root, Buffer.from(ledger.log.root()).toString('base64'))
      const lines = checkpoint.split('\n')
      const other = [lines[0], String(ledger.log.size - 1), ...lines.slice(2)].join('\n')
      const fault = await verifyFabric({ ...options(), checkpoint: other })
      assert.match(fault.fault?.reason ?? '', /transactions are not those of the checkpoint/)
    })

    it('against their own log', async () => {
      const found = await verifyFabric({ ...options(), dir: kept.dir })
      assert.equal(found.ok, true, JSON.stringify(found.fault))
      assert.ok(found.statements.some((line) => line.includes('own log holds the same')))
      const all = await blocksFrom(ledger, 0)
      assert.equal(found.height, all.length)
    })

    it('and certificates that the profile does not vouch for are found', async () => {
      const { organisations, ...profile } = options().profile
      const without = organisations.filter(({ msp }) => msp !== 'PharmaciesMSP')
      const found = await verifyFabric({ ...options(), profile: { ...profile, organisations: without } })
      assert.match(found.fault?.reason ?? '', /PharmaciesMSP is no organisation of the profile/)
      const [pharmacies] = organisations.filter(({ msp }) => msp === 'PharmaciesMSP')
      assert.ok(pharmacies)
      const orderers = [{ ...pharmacies, msp: 'OrdererMSP' }]
      const unordered = await verifyFabric({ ...options(), profile: { ...profile, organisations, orderers } })
      assert.equal(unordered.fault?.block, 1)
      assert.match(
        unordered.fault.reason,
        /no orderer signed it; a certificate of OrdererMSP is not from its CA/,
      )
    })
  })
})
