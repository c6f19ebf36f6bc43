/** What the other organisations can do together without the regulator: nothing, and it is the peers that say so. */
import assert from 'node:assert/strict'
import { EndorseError } from '@hyperledger/fabric-gateway'
import { batchInput, proposalOf } from '../../chaincode/admitted.ts'
import * as given from '../../domain/given.ts'
import { useNetwork } from '../sharedNetwork.ts'
import { readAgreedChain } from '../peerChain.ts'
import { endorsementPolicyFailure, valid } from '../validationCodes.ts'
import { accepted, sharedChaincode } from '../admittedMaker.ts'
import { chaincodeAt, reasonsOf, type ChaincodeAt } from '../chaincodeAt.ts'

describe('transactions that the regulator has not endorsed', () => {
  const network = useNetwork()
  let maker: ChaincodeAt
  let regulator: ChaincodeAt
  const opened: ChaincodeAt[] = []
  const batch = { gtin: given.amoxil500, lot: given.lotA }

  before(async function () {
    this.timeout(120_000)
    const chaincode = await sharedChaincode(network())
    maker = chaincodeAt(network(), chaincode, given.manufacturers)
    regulator = chaincodeAt(network(), chaincode, given.regulator)
    opened.push(maker, regulator)
  })
  after(() => {
    for (const { access } of opened) access.close()
  })

  for (const endorsers of [
    [given.manufacturers],
    [given.manufacturers, given.wholesalers],
    [given.manufacturers, given.wholesalers, given.pharmacies],
  ]) {
    it(`a batch endorsed by ${endorsers.join(', ')} is invalid on every peer and writes nothing`, async () => {
      const verdict = await maker.submit('batch:register', batchInput, { endorsers })
      const { codes } = await readAgreedChain(network(), verdict.block)
      assert.equal(codes.get(verdict.txId), endorsementPolicyFailure)
      for (const reader of [maker, regulator]) assert.equal(await reader.read('batch:read', batch), null)
    }).timeout(30_000)
  }

  it('nor is one that the regulator alone has endorsed', async () => {
    const verdict = await maker.submit('batch:register', batchInput, {
      endorsers: [given.regulator],
    })
    const { codes } = await readAgreedChain(network(), verdict.block)
    assert.equal(codes.get(verdict.txId), endorsementPolicyFailure)
  }).timeout(30_000)

  it('the same batch counts once the regulator and another have endorsed it', async () => {
    const endorsers = [given.regulator, given.wholesalers]
    const verdict = accepted(await maker.submit('batch:register', batchInput, { endorsers }))
    const { codes } = await readAgreedChain(network(), verdict.block)
    assert.equal(codes.get(verdict.txId), valid)
    assert.notEqual(await maker.read('batch:read', batch), null)
  }).timeout(30_000)

  it('endorsements are no votes: all organisations endorse, and the contract counts who signed', async () => {
    const endorsers = given.organisations.map(({ msp }) => msp)
    const proposal = proposalOf(given.southLab, given.manufacturers, ['manufacturer'])
    const southLab = { gln: given.southLab }
    accepted(await maker.submit('participant:vote', { proposal, approve: true }, { endorsers }))
    assert.equal(await regulator.read('participant:read', southLab), null)
    await assert.rejects(
      maker.submit('participant:vote', { proposal, approve: true }, { endorsers }),
      (error) => error instanceof EndorseError && /ALREADY_VOTED/.test(reasonsOf(error)),
    )
    accepted(await regulator.submit('participant:vote', { proposal, approve: true }, { endorsers }))
    assert.deepEqual((await maker.read('participant:read', southLab))?.roles, ['manufacturer'])
  }).timeout(30_000)
})
