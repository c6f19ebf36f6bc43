/** The suite's contract behind Fabric's own dispatcher and chaincode server, untouched: a process of its own. Argument: host:port. */
import { writeSync } from 'node:fs'
import fabric from 'fabric-contract-api'
import shim from 'fabric-shim'
import ChaincodeFromContract from 'fabric-shim/lib/contract-spi/chaincodefromcontract.js'
import { NoteContract } from './noteContract.ts'

const serializers = {
  transaction: 'jsonSerializer',
  serializers: { jsonSerializer: (fabric as unknown as { JSONSerializer: unknown }).JSONSerializer },
}
const chaincode = new ChaincodeFromContract([NoteContract], serializers)
// Missing in the types.
const { server } = shim as unknown as {
  server: (served: unknown, options: { ccid: string; address: string }) => { start: () => Promise<void> }
}
await server(chaincode, { ccid: 'notes', address: process.argv[2] ?? '' }).start()
writeSync(1, 'ready\n')
