/** What stands beside blocks of real orderers and peers, and that none of it can be changed unnoticed. */
import assert from 'node:assert/strict'
import { common } from '@hyperledger/fabric-protos'
import { loadProfile } from '../../../server/src/ledger/fabric/profile.ts'
import { checkOrdered, checkSameVerdicts } from '../../../server/src/ledger/fabric/blocks/blockMetadata.ts'
import { Signatories } from '../../../server/src/ledger/fabric/blocks/signatories.ts'
import { accessPeer } from '../peerAccess.ts'
import { useNetwork } from '../sharedNetwork.ts'

const { SIGNATURES, TRANSACTIONS_FILTER } = common.BlockMetadataIndex

describe('a block', function () {
  this.timeout(60_000)
  const network = useNetwork()
  const orderers = () => new Signatories(loadProfile(network().profiles.all).orderers)

  /** Each time a copy of its own. Every network has the first three: its configuration, the approvals, the definition. */
  async function blockOf(node: string, height: number): Promise<common.Block> {
    const { gateway, close } = accessPeer(network(), node, 'PharmaciesMSP')
    try {
      const channel = gateway.getNetwork(network().channel)
      const answer = await channel.getContract('qscc').evaluate('GetBlockByNumber', {
        arguments: [network().channel, String(height)],
        endorsingOrganizations: ['PharmaciesMSP'],
      })
      return common.Block.deserializeBinary(answer)
    } finally {
      close()
    }
  }
  function metadataOf(block: common.Block): Uint8Array[] {
    return block.getMetadata()?.getMetadataList_asU8() ?? assert.fail('no metadata')
  }
  function withMetadata(block: common.Block, index: number, bytes: Uint8Array): common.Block {
    const list = metadataOf(block)
    list[index] = bytes
    block.getMetadata()?.setMetadataList(list)
    return block
  }

  it('bears the signature of an orderer, which is of this block and of nothing else', async () => {
    const block = await blockOf('pharmacies-0', 1)
    checkOrdered(block, orderers())

    const otherData = await blockOf('pharmacies-0', 1)
    otherData.getHeader()?.setDataHash(Buffer.alloc(32))
    assert.throws(
      () => checkOrdered(otherData, orderers()),
      /the signature of OrdererMSP is of something else/,
    )

    const next = metadataOf(await blockOf('pharmacies-0', 2))[SIGNATURES] ?? assert.fail('no signatures')
    assert.throws(() => checkOrdered(withMetadata(block, SIGNATURES, next), orderers()), /of something else/)
    const none = withMetadata(block, SIGNATURES, new Uint8Array())
    assert.throws(() => checkOrdered(none, orderers()), /^Error: no orderer signed it$/)
  })

  it('is not ordered by a signatory who is no orderer', async () => {
    const block = await blockOf('pharmacies-0', 1)
    const metadata = common.Metadata.deserializeBinary(metadataOf(block)[SIGNATURES] ?? new Uint8Array())
    const envelope = common.Envelope.deserializeBinary(
      block.getData()?.getDataList_asU8()[0] ?? new Uint8Array(),
    )
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8())
    const [signature] = metadata.getSignaturesList()
    signature?.setSignatureHeader(payload.getHeader()?.getSignatureHeader_asU8() ?? new Uint8Array())
    const { organisations } = loadProfile(network().profiles.all)
    const forged = withMetadata(block, SIGNATURES, metadata.serializeBinary())
    assert.throws(() => checkOrdered(forged, new Signatories(organisations)), /is no orderer/)
  })

  it('is judged alike by two peers, and one that judges otherwise is found out', async () => {
    const block = await blockOf('pharmacies-0', 1)
    checkSameVerdicts(block, await blockOf('pharmacies-1', 1))
    const codes = metadataOf(await blockOf('pharmacies-1', 1))[TRANSACTIONS_FILTER] ?? assert.fail('no codes')
    const otherwise = withMetadata(
      await blockOf('pharmacies-1', 1),
      TRANSACTIONS_FILTER,
      codes.map(() => 10),
    )
    assert.throws(
      () => checkSameVerdicts(block, otherwise),
      /takes other transactions for valid, from number 0/,
    )
    const next = await blockOf('pharmacies-1', 2)
    assert.throws(() => checkSameVerdicts(block, next), /holds another block/)
  })
})
