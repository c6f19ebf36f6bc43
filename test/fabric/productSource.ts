import { productChaincode } from '../../network/src/chaincode/bundle.ts'
import type { ChaincodeSource } from '../../network/src/network.ts'

/** The product's chaincode under another name: with a state of its own, so that a test may found it. */
export async function productSource(name: string): Promise<ChaincodeSource> {
  return { ...(await productChaincode()), name }
}
