/** The entry of the Fabric package: one bundled file that a peer starts. Nothing else imports it. */
import shim from 'fabric-shim'
import { Dispatcher } from './dispatcher.ts'
import { contracts } from './index.ts'
import { quietShim } from './quietShim.ts'

// A peer that dies takes the other end of these streams with it; without this, its orphan would spin for ever.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1))

quietShim()
shim.start(new Dispatcher(contracts))
