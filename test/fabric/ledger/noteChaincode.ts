/** The conformance suite's contract as a chaincode: bundled into one file that a peer starts. */
import shim from 'fabric-shim'
import { Dispatcher } from '../../../chaincode/src/dispatcher.ts'
import { NoteContract } from '../../ledger/noteContract.ts'

// A peer that dies takes the other end of these streams with it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1))
shim.start(new Dispatcher([NoteContract]))
