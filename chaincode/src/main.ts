/** The entry of the Fabric package: one bundled file that a peer starts. Nothing else imports it. */
import shim from 'fabric-shim'
import manifest from '../package.json' with { type: 'json' }
import { GuardedChaincode } from './guardedChaincode.ts'

// A peer that dies takes the other end of these streams with it; without this, its orphan would spin for ever.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1))

shim.start(new GuardedChaincode(manifest.name, manifest.version))
