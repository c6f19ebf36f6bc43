/** The contract from its source as a service for all peers: `node --import tsx serveChaincode.ts PACKAGE_ID HOST:PORT`. */
import shim from 'fabric-shim'
import { Dispatcher } from '../../../chaincode/src/dispatcher.ts'
import { contracts } from '../../../chaincode/src/index.ts'
import manifest from '../../../chaincode/package.json' with { type: 'json' }

const [ccid, address] = process.argv.slice(2)
if (ccid === undefined || address === undefined) throw new Error('a package id and an address are needed')
// Missing in the types.
const { server } = shim as unknown as {
  server: (served: unknown, options: { ccid: string; address: string }) => { start: () => Promise<void> }
}
await server(new Dispatcher(contracts), { ccid, address }).start()
process.stdout.write(`${manifest.name} listens on ${address}\n`)
