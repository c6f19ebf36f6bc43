import assert from 'node:assert/strict'
import { verifyLedger } from '../../../server/src/ledger/embedded/verify/verifyLedger.ts'
import { Chain, type SignedTransaction } from '../../../server/src/ledger/embedded/chain/chain.ts'
import { openEnvironment, type Environment } from '../../../server/src/ledger/embedded/chain/environment.ts'
import { encodeTransaction, transactionIdOf } from '../../../server/src/ledger/embedded/chain/transaction.ts'
import { Nonces } from '../../../server/src/ledger/embedded/identity/nonces.ts'
import { Signers } from '../../../server/src/ledger/embedded/identity/signers.ts'
import { CommitThread } from '../../../server/src/ledger/embedded/threads/commitThread.ts'
import { newLedgerFolder, openNoteLedger } from '../openTestLedger.ts'

const nonces = new Nonces()
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

describe('a block that another thread commits', () => {
  const folder = newLedgerFolder()
  let environment: Environment
  let chain: Chain
  let signers: Signers
  let thread: CommitThread

  before(async () => {
    await (await openNoteLedger(folder)).close()
    environment = openEnvironment(folder.dir)
    chain = new Chain(environment, { rememberIdsMs: 60_000 })
    signers = new Signers(folder.keystore, chain.blocks)
    thread = new CommitThread(folder.dir)
    thread.warmUp()
    while (!thread.isReady) await nextTurn()
  })
  after(async () => {
    await signers.close()
    await thread.close()
    await environment.root.close()
    const { fault, height } = await verifyLedger({ dir: folder.dir })
    assert.deepEqual([fault, height], [null, chain.height])
  })

  async function writing(writes: Record<string, string | null>): Promise<SignedTransaction> {
    const member = signers.memberOf('PharmaciesMSP')
    const nonce = nonces.next()
    const content = {
      ...{
        channel: 'veritrail',
        contract: '0#notes',
        certificate: member.fingerprint,
        nonce,
        at: Date.now(),
      },
      ...{ fn: 'note:take', requestId: 'r', input: '{}', reads: [], hashedReads: [], hashedWrites: [] },
      event: null,
      writes: Object.entries(writes).map(([key, value]) => ({
        key,
        value: value === null ? null : Buffer.from(value),
      })),
    }
    const signed = encodeTransaction(content)
    const signature = await signers.sign(member, signed, false)
    const txId = transactionIdOf(nonce, member.creator)
    return { txId, content, member, signed, signature, privateValues: [], readAtHeight: null }
  }

  async function blockOf(...writes: Record<string, string | null>[]) {
    const transactions = await Promise.all(writes.map(writing))
    const block = chain.prepare({ at: Date.now(), contract: '0#notes', configuration: null, transactions })
    return { block, signature: signers.signHeader(block.header) }
  }

  const valueOf = (key: string, state = chain.state) => state.get(key)?.value.toString() ?? null

  it('is not seen before it is told, though the disk has it, and all of it after', async () => {
    const height = chain.height
    const { block, signature } = await blockOf({ colour: 'red', shape: 'round' }, { colour: 'blue' })
    let onDisk = () => undefined as unknown
    const isOnDisk = new Promise((resolve) => (onDisk = resolve as () => unknown))
    let tell = () => undefined as unknown
    const told = new Promise((resolve) => (tell = resolve as () => unknown))
    const committed = chain.commitAside(block, signature, async (...change) => {
      await thread.commit(...change)
      onDisk()
      await told
    })
    await isOnDisk
    await nextTurn()
    const pin = chain.pin()
    assert.deepEqual([chain.height, valueOf('colour'), chain.blockStore.body(height)], [height, null, null])
    tell()
    await committed
    assert.deepEqual([chain.height, valueOf('colour'), valueOf('shape')], [height + 1, 'blue', 'round'])
    assert.equal(chain.blocks.transactions(height).length, 2)
    await nextTurn()
    assert.equal(valueOf('colour', pin.state), null, 'who has begun to read before goes on reading that')
    pin.done()
    const later = chain.pin()
    assert.equal(valueOf('colour', later.state), 'blue')
    later.done()
  })

  it('may delete, and takes turns with blocks that are committed here', async () => {
    const aside = await blockOf({ colour: null })
    await chain.commitAside(aside.block, aside.signature, (...change) => thread.commit(...change))
    assert.equal(valueOf('colour'), null)
    const here = await blockOf({ colour: 'green' })
    chain.commit(here.block, here.signature)
    assert.equal(valueOf('colour'), 'green')
    const again = await blockOf({ colour: 'grey' })
    await chain.commitAside(again.block, again.signature, (...change) => thread.commit(...change))
    assert.equal(valueOf('colour'), 'grey')
    assert.deepEqual(
      [...chain.blocks.versions('colour')].map(({ value }) => value && Buffer.from(value).toString()),
      ['grey', 'green', null, 'blue', 'red'],
    )
  })

  it('leaves nothing behind where it fails', async () => {
    const { block, signature } = await blockOf({ colour: 'white' })
    const half = chain.commitAside(block, signature, (height, changes) =>
      // The last change has a table that does not exist.
      thread.commit(height, Buffer.concat([changes, Buffer.of(99, 0, 1, 65, 0, 0, 0, 1)])),
    )
    await assert.rejects(half)
    assert.deepEqual([valueOf('colour'), chain.lacks(block)], ['grey', true])
    await chain.commitAside(block, signature, (...change) => thread.commit(...change))
    assert.equal(valueOf('colour'), 'white')
    const twice = chain.commitAside(block, signature, (...change) => thread.commit(...change))
    await assert.rejects(twice, /another process writes to this ledger/)
  })
})
