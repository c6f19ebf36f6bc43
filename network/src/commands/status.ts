import { existsSync } from 'node:fs'
import { heightOf, isHealthy } from '../channel/health.ts'
import { isUnfinished, keptLayout, readNetworkFile } from '../folder/networkFile.ts'
import { readDeployments } from '../folder/deployments.ts'
import { nodesOf, type PlannedNode } from '../layout.ts'
import { runningProcesses, type ProcessRecord } from '../processes/pidFile.ts'
import type { NetworkSettings } from '../settings.ts'
import type { Say } from './main.ts'

/** @returns 0 when every node is healthy, else 1 */
export async function status({ dir }: NetworkSettings, say: Say): Promise<number> {
  const kept = readNetworkFile(dir)
  const running = existsSync(dir) ? runningProcesses(dir) : []
  if (kept === null) {
    say(
      isUnfinished(dir)
        ? `a start in ${dir} did not finish; the next fabric:up starts over`
        : `no network in ${dir}`,
    )
    for (const { name, pid } of running) say(`${name}: process ${pid} still runs; fabric:down ends it`)
    return 1
  }
  const nodes = nodesOf(keptLayout(dir, kept))
  const lines = await Promise.all(nodes.map((node) => describeNode(node, running)))
  for (const { text } of lines) say(text)
  for (const record of running.filter(({ kind }) => kind === 'chaincode'))
    say(`${record.name.padEnd(26)} process ${record.pid}`)
  for (const { name, version, sequence } of readDeployments(dir))
    say(`${name} ${version}, sequence ${sequence}`)
  return lines.every(({ isFine }) => isFine) ? 0 : 1
}

async function describeNode(
  node: PlannedNode,
  running: readonly ProcessRecord[],
): Promise<{ text: string; isFine: boolean }> {
  const name = node.name.padEnd(26)
  const record = running.find((each) => each.name === node.name)
  if (record === undefined) return { text: `${name} down`, isFine: false }
  const isFine = await isHealthy(node)
  const blocks = (await heightOf(node)) ?? 'no'
  const state = isFine ? `healthy, ${blocks} blocks` : 'not healthy'
  return { text: `${name} process ${record.pid}, port ${node.port}: ${state}; log ${node.logFile}`, isFine }
}
