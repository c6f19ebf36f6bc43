/** Blocks of a real Fabric network, recorded: see test/data/fabric-blocks. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { common, peer } from '@hyperledger/fabric-protos'
import { decodeBlock } from '../../server/src/ledger/fabric/blocks/decodeBlock.ts'
import {
  missingFrom,
  privateValuesOf,
  withPrivateValues,
} from '../../server/src/ledger/fabric/blocks/privateValues.ts'
import { HistoryLost } from '../../server/src/ledger/following/historyLost.ts'
import { validationCodes } from '../../server/src/ledger/port.ts'

const ours = { channel: 'main', chaincode: 'followed1' }
const hashOf = (text: string) => createHash('sha256').update(text).digest()

function recorded(name: string): { block: common.Block; whole: peer.BlockAndPrivateData } {
  const bytes = readFileSync(join(import.meta.dirname, '..', 'data', 'fabric-blocks', `${name}.bin`))
  const whole = peer.BlockAndPrivateData.deserializeBinary(bytes)
  const block = whole.getBlock()
  assert.ok(block)
  return { block, whole }
}
const decoded = (name: string) => decodeBlock(recorded(name).block, ours)

describe('a block of Fabric', () => {
  it('tells what was asked, by whom, and what became of it', () => {
    const [transaction, ...others] = decoded('notes-0').transactions
    assert.ok(transaction)
    assert.deepEqual(others, [])
    const { txId, at, contract, event, writes, privateWrites, ...told } = transaction
    assert.deepEqual(told, {
      ...{ index: 0, position: 0, by: 'PharmaciesMSP', code: validationCodes.valid, fn: 'note:take' },
      requestId: '01970000-0000-7000-8000-000000000010',
      input:
        '{"steps":[{"do":"put","key":"b","value":"two"},{"do":"put","key":"a","value":"one"},{"do":"delete","key":"c"},' +
        '{"do":"putSecret","field":"page","key":"diary"}]}',
    })
    assert.match(txId, /^[0-9a-f]{64}$/)
    assert.match(contract, /^1#[0-9a-f]{64}$/)
    assert.equal(new Date(at).toISOString().slice(0, 10), '2026-11-23')
    assert.equal(event?.name, 'notes.taken')
    assert.equal(Buffer.from(event.payload).toString(), '{"type":"notes.taken","seen":[]}')
    assert.deepEqual(
      writes.map(({ key, value }) => [
        key.split('/')[0],
        key === 'a' || key === 'b' ? String(value) : value === null,
      ]),
      [
        ['a', 'one'],
        ['b', 'two'],
        ['c', true],
        ['request', false],
      ],
    )
    assert.deepEqual(privateWrites, [
      {
        ...{ collection: 'packKeys', keyHash: hashOf('diary') },
        ...{ valueHash: hashOf('known to members, 128 random bits'), key: null, value: null },
      },
    ])
  })

  it('brings its private values beside it, to members', () => {
    const { whole } = recorded('notes-0')
    const { transactions } = decoded('notes-0')
    const values = privateValuesOf(whole, ours.chaincode)
    assert.deepEqual(missingFrom(values, transactions), [])
    const [shown] = withPrivateValues(transactions, values, () => true)
    const [write] = shown?.privateWrites ?? []
    assert.deepEqual(
      [write?.key, write?.value?.toString(), write?.awaited],
      ['diary', 'known to members, 128 random bits', undefined],
    )
    const none = new Map<string, never>()
    assert.equal(missingFrom(none, transactions).length, 1)
    assert.equal(withPrivateValues(transactions, none, () => true)[0]?.privateWrites[0]?.awaited, true)
    assert.equal(withPrivateValues(transactions, none, () => false)[0]?.privateWrites[0]?.awaited, undefined)
  })

  it('keeps what is invalid, without its writes', () => {
    const [stale] = decoded('notes-2').transactions
    assert.equal(stale?.code, validationCodes.mvccReadConflict)
    assert.deepEqual([stale.writes, stale.privateWrites], [[], []])
    const [again] = decoded('notes-3').transactions
    assert.deepEqual([again?.code, again?.requestId], [validationCodes.valid, stale.requestId])
    assert.notEqual(again?.txId, stale.txId)
  })

  it('is chained to the one before', () => {
    const chain = ['notes-0', 'notes-1', 'notes-2', 'notes-3'].map(decoded)
    for (const [i, block] of chain.slice(1).entries()) {
      assert.equal(block.height, (chain[i]?.height ?? 0) + 1)
      assert.deepEqual(Buffer.from(block.previousHash), Buffer.from(chain[i]?.hash ?? []))
    }
  })

  it('holds no transaction of ours where it configures, defines, or is another chaincode’s', () => {
    const first = decoded('config')
    assert.deepEqual([first.height, first.transactions, first.previousHash.length], [0, [], 0])
    const lifecycle = decoded('lifecycle')
    assert.deepEqual([lifecycle.transactions, lifecycle.changesDefinitions], [[], true])
    const { block } = recorded('notes-0')
    assert.deepEqual(decodeBlock(block, { ...ours, chaincode: 'veritrail' }).transactions, [])
    assert.deepEqual(decodeBlock(block, { ...ours, channel: 'other' }).transactions, [])
  })

  it('is refused when its data is not what its header names', () => {
    const { block } = recorded('notes-1')
    const [envelope] = block.getData()?.getDataList_asU8() ?? []
    assert.ok(envelope)
    const changed = Buffer.from(envelope)
    changed[100] = (changed[100] ?? 0) ^ 1
    const data = new common.BlockData()
    data.setDataList([changed])
    block.setData(data)
    assert.throws(() => decodeBlock(block, ours), HistoryLost)
  })
})
