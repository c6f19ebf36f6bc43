/** The package that organisations install: metadata.json and code.tar.gz, named by its hash. */
import { createHash } from 'node:crypto'
import type { ChaincodeSource } from '../network.ts'
import { tarGz } from './tarGz.ts'

export interface ChaincodePackage {
  /** `<label>:<sha256 of the file>`, as Fabric computes it. */
  id: string
  file: Uint8Array
}

export interface PackageContent {
  name: string
  version: string
  bundle: Uint8Array
  /** Where it runs as a service, `host:port`: the peer connects there instead of starting it. */
  serviceAddress?: string
}

export function packageChaincode({
  name,
  version,
  bundle,
  serviceAddress,
}: PackageContent): ChaincodePackage {
  const label = `${name}_${version}`
  const connection = { address: serviceAddress, dial_timeout: '10s', tls_required: false }
  // Code that runs as a service changes without a new package: it is not in it.
  const code = serviceAddress
    ? { name: 'connection.json', content: json(connection) }
    : { name: 'chaincode.cjs', content: bundle }
  const type = serviceAddress ? 'veritrail-service' : 'veritrail-node'
  const file = tarGz([
    { name: 'metadata.json', content: json({ type, label }) },
    { name: 'code.tar.gz', content: tarGz([code]) },
  ])
  return { id: `${label}:${sha256(file)}`, file }
}

/** `<version>+<sha256 hex of the bundle>`: what a committed definition says about its code. */
export function definitionVersion({ version, bundle, asService }: ChaincodeSource): string {
  return `${version}+${asService === true ? 'service' : sha256(bundle)}`
}

function json(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
