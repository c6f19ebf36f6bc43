/** A maker's peer that runs another contract than the rest under the same definition. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { EndorseError } from '@hyperledger/fabric-gateway'
import type { TransactionInput } from '../../../chaincode/src/domain/ledgerApi.ts'
import { bundleChaincode } from '../../../network/src/chaincode/bundle.ts'
import { batchInput } from '../../chaincode/admitted.ts'
import * as given from '../../domain/given.ts'
import { accessPeer, type PeerAccess } from '../peerAccess.ts'
import { readAgreedChain } from '../peerChain.ts'
import { useNetwork } from '../sharedNetwork.ts'
import { endorsementPolicyFailure, valid } from '../validationCodes.ts'
import { accepted, admitMaker, type AdmittedMaker } from '../admittedMaker.ts'
import { reasonsOf } from '../chaincodeAt.ts'
import { productSource } from '../productSource.ts'
import { endorse, order, propose } from './proposal.ts'

describe('a contract that was altered on one organisation alone', () => {
  const network = useNetwork()
  let admitted: AdmittedMaker
  const peers: PeerAccess[] = []
  const opened: { close: () => void }[] = []
  const recall: TransactionInput<'batch:recall'> = {
    ...{ gtin: given.amoxil500, lot: given.lotA, by: given.northLab },
    ...{ class: 1, reason: 'wrong strength' },
  }
  const peerOf = (node: string) => peers.find((one) => one.node === node) ?? assert.fail(node)

  before(async function () {
    this.timeout(120_000)
    const altered = {
      [given.manufacturers]: await bundleChaincode(join(import.meta.dirname, 'softenedRecalls.ts')),
    }
    await network().deploy({ ...(await productSource('disputed')), altered })
    admitted = await admitMaker(network(), 'disputed')
    opened.push(admitted)
    accepted(await admitted.maker.submit('batch:register', batchInput))
    for (const node of ['manufacturers-0', 'wholesalers-0', 'regulator-0', 'regulator-1'])
      peers.push(accessPeer(network(), node, given.manufacturers))
    opened.push(...peers)
  })
  after(() => {
    for (const one of opened) one.close()
  })

  /** What each of these peers answers to one proposal of the recall. */
  async function answers<Names extends string[]>(...names: Names) {
    const proposal = propose(admitted.maker, 'batch:recall', recall)
    const all = await Promise.all(names.map((name) => endorse(peerOf(name), proposal)))
    return { proposal, answers: all as { [Index in keyof Names]: (typeof all)[number] } }
  }

  it('answers something else than the honest ones, which agree to the byte', async () => {
    const { answers: all } = await answers('manufacturers-0', 'wholesalers-0', 'regulator-0', 'regulator-1')
    const [maker, ...honest] = all.map((answer) => Buffer.from(answer.getPayload_asU8()).toString('base64'))
    assert.equal(new Set(honest).size, 1)
    assert.notEqual(maker, honest[0])
    assert.deepEqual(
      all.map((answer) => answer.getResponse()?.getStatus()),
      [200, 200, 200, 200],
    )
  })

  it('gets no transaction out of its own gateway', async () => {
    await assert.rejects(
      admitted.maker.submit('batch:recall', recall),
      (error) =>
        error instanceof EndorseError && /ProposalResponsePayloads do not match/.test(reasonsOf(error)),
    )
  })

  it("is invalid on every peer with the maker's endorsement alone, and with the regulator's of something else", async () => {
    const { maker } = admitted
    const alone = await answers('manufacturers-0')
    const mixed = await answers('manufacturers-0', 'regulator-0', 'wholesalers-0')
    const verdicts = [
      await order(maker, alone.proposal, alone.answers),
      await order(maker, mixed.proposal, mixed.answers),
    ]
    const { codes } = await readAgreedChain(network(), Math.max(...verdicts.map(({ block }) => block)))
    for (const { txId } of verdicts) assert.equal(codes.get(txId), endorsementPolicyFailure)
  }).timeout(30_000)

  it("commits the honest result with the regulator and another, whatever the maker's own peer thinks", async () => {
    const { proposal, answers: honest } = await answers('regulator-0', 'wholesalers-0')
    const { txId, block } = await order(admitted.maker, proposal, honest)
    const { codes } = await readAgreedChain(network(), block)
    assert.equal(codes.get(txId), valid)
  }).timeout(30_000)
})
