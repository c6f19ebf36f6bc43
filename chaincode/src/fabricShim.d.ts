/** fabric-shim 2.5.8 publishes no types for its dispatcher and its log. */
declare module 'fabric-shim/lib/contract-spi/chaincodefromcontract.js' {
  import type { ChaincodeInterface, ChaincodeResponse, ChaincodeStub } from 'fabric-shim'

  export default class ChaincodeFromContract implements ChaincodeInterface {
    constructor(
      contracts: unknown[],
      serializers: object,
      metadata?: object,
      title?: string,
      version?: string,
    )
    Init(stub: ChaincodeStub): Promise<ChaincodeResponse>
    Invoke(stub: ChaincodeStub): Promise<ChaincodeResponse>
  }
}

declare module 'fabric-shim/lib/logger.js' {
  const logging: { getLogger: (name: string) => object }
  export default logging
}
