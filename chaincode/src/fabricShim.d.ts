/** fabric-shim 2.5.8 publishes no types for its dispatcher, which a bundled chaincode has to start by itself. */
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
