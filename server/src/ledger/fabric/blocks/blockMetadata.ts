/** What stands beside a block, outside the chain of hashes: the orderer's signature, and a peer's verdicts on the transactions. */
import { common } from '@hyperledger/fabric-protos'
import { verifySignature } from '../../embedded/identity/signature.ts'
import { headerBytesOf } from './blockHeader.ts'
import type { Signatories } from './signatories.ts'

const { SIGNATURES, TRANSACTIONS_FILTER } = common.BlockMetadataIndex

/**
 * One orderer's signature is enough for peers, too (the channel's policy BlockValidation). The first block has none.
 * Source: Hyperledger Fabric 3.1, protoutil/blockutils.go, BlockSignatureVerifier.
 * @throws Error where no orderer that counts has signed this very block
 */
export function checkOrdered(block: common.Block, orderers: Signatories): void {
  const header = block.getHeader() ?? new common.BlockHeader()
  const metadata = common.Metadata.deserializeBinary(metadataOf(block, SIGNATURES))
  const reasons = metadata.getSignaturesList().map((entry) => {
    const signatureHeader = entry.getSignatureHeader_asU8()
    const creator = common.SignatureHeader.deserializeBinary(signatureHeader).getCreator_asU8()
    const signed = Buffer.concat([metadata.getValue_asU8(), signatureHeader, headerBytesOf(header)])
    return reasonAgainst(orderers, creator, signed, entry.getSignature_asU8())
  })
  if (reasons.includes(null)) return
  throw new Error(`no orderer signed it${reasons.map((reason) => `; ${String(reason)}`).join('')}`)
}

function reasonAgainst(
  orderers: Signatories,
  creator: Uint8Array,
  signed: Uint8Array,
  signature: Uint8Array,
): string | null {
  try {
    const { msp, key, unit } = orderers.of(creator)
    if (unit !== 'orderer') return `a signatory of ${msp} is no orderer`
    return verifySignature(key, signed, signature) ? null : `the signature of ${msp} is of something else`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** @throws Error where another peer has another block there, or takes other transactions of it for valid */
export function checkSameVerdicts(block: common.Block, other: common.Block): void {
  const [header, otherHeader] = [block, other].map((each) =>
    headerBytesOf(each.getHeader() ?? new common.BlockHeader()),
  )
  if (header === undefined || otherHeader === undefined || !Buffer.from(header).equals(otherHeader))
    throw new Error('it holds another block')
  const [codes, otherCodes] = [block, other].map((each) => metadataOf(each, TRANSACTIONS_FILTER))
  const differing = codes?.findIndex((code, position) => code !== otherCodes?.[position]) ?? 0
  if (codes?.length === otherCodes?.length && differing === -1) return
  throw new Error(`it takes other transactions for valid, from number ${String(differing)} of the block on`)
}

function metadataOf(block: common.Block, index: number): Uint8Array {
  return block.getMetadata()?.getMetadataList_asU8()[index] ?? new Uint8Array()
}
