import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { readDeployments } from '../folder/deployments.ts'
import { readNetworkFile } from '../folder/networkFile.ts'
import { layoutOf } from '../layout.ts'
import { Refusal } from '../refusal.ts'
import type { NetworkSettings } from '../settings.ts'
import type { Say } from './main.ts'

const program = fileURLToPath(new URL('../chaincode/serveChaincode.ts', import.meta.url))

/** In the foreground; begins anew whenever a file of the contract changes, which needs no new definition. */
export async function serve({ dir }: NetworkSettings, say: Say): Promise<number> {
  const kept = readNetworkFile(dir)
  const deployed = readDeployments(dir).find(({ version }) => version.endsWith('+service'))
  if (kept === null || deployed === undefined)
    throw new Refusal(`no contract is deployed as a service in ${dir}: npm run fabric:deploy -- --service`)
  const address = `127.0.0.1:${layoutOf(dir, kept.portOffset, kept.orderers).servicePort}`
  say(`serving ${deployed.packageId} on ${address}; Ctrl-C ends it`)
  const args = ['--watch', '--import', import.meta.resolve('tsx'), program, deployed.packageId, address]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal))
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 0
}
