/** The conformance suite's contract as a chaincode: bundled into one file that a peer starts. */
import fabric from 'fabric-contract-api'
import shim from 'fabric-shim'
import ChaincodeFromContract from 'fabric-shim/lib/contract-spi/chaincodefromcontract.js'
import { NoteContract } from '../../ledger/noteContract.ts'

const serializers = {
  transaction: 'jsonSerializer',
  serializers: { jsonSerializer: fabric.JSONSerializer },
}
// A peer that dies takes the other end of these streams with it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1))
shim.start(new ChaincodeFromContract([NoteContract], serializers, {}, 'notes', '1'))
