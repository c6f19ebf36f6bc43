/** A chaincode as one file that needs no node_modules beside it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { ChaincodeSource } from '../network.ts'

const checkout = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * Names are kept, since contracts are known by their classes' names. Paths in it count from the checkout: the same lock
 * file gives the same bytes on every machine.
 * @param entry a TypeScript or JavaScript file that calls `shim.start`; absolute, or from the checkout
 */
export async function bundleChaincode(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: checkout,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    keepNames: true,
    write: false,
    logLevel: 'error',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`esbuild made nothing of ${entry}`)
  return file.contents
}

/** The product's chaincode, from `chaincode/` alone. */
export async function productChaincode(): Promise<ChaincodeSource> {
  return { ...productManifest(), bundle: await bundleChaincode('chaincode/src/main.ts') }
}

export function productManifest(): Pick<ChaincodeSource, 'name' | 'version'> {
  const manifest = readFileSync(new URL('../../../chaincode/package.json', import.meta.url), 'utf8')
  const { name, version } = JSON.parse(manifest) as { name: string; version: string }
  return { name, version }
}
