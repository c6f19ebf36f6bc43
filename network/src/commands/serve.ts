import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { productManifest } from '../chaincode/bundle.ts'
import { packageChaincode } from '../chaincode/packageChaincode.ts'
import { keptLayout, readNetworkFile } from '../folder/networkFile.ts'
import { Refusal } from '../refusal.ts'
import type { NetworkSettings } from '../settings.ts'
import type { Say } from './main.ts'

const program = fileURLToPath(new URL('../chaincode/serveChaincode.ts', import.meta.url))

/** In the foreground; begins anew whenever a file of the contract changes, which needs no new definition. */
export async function serve({ dir }: NetworkSettings, say: Say): Promise<number> {
  const kept = readNetworkFile(dir)
  if (kept === null) throw new Refusal(`there is no network in ${dir}: npm run fabric:up makes one`)
  const { servicePort } = keptLayout(dir, kept)
  const serviceAddress = `127.0.0.1:${servicePort}`
  // The package holds this address and no code, so its id is known before it is deployed.
  const { id } = packageChaincode({ ...productManifest(), bundle: Buffer.of(), serviceAddress })
  say(`serving ${id}; Ctrl-C ends it. Once: npm run fabric:deploy -- --service`)
  const args = ['--watch', '--import', import.meta.resolve('tsx'), program, id, serviceAddress]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal))
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 0
}
