/** What nodes say about themselves on their operations ports, and whether they serve. */
import { connect } from 'node:tls'
import { setTimeout as delay } from 'node:timers/promises'
import { channel, nodesOf, type Layout, type PlannedNode } from '../layout.ts'
import { runningProcesses } from '../processes/pidFile.ts'
import { lastLines } from '../processes/spawnNode.ts'

const pauseMs = 50

async function ask({ operationsPort }: PlannedNode, path: string): Promise<string | null> {
  try {
    const url = `http://127.0.0.1:${operationsPort}${path}`
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    const text = await response.text()
    return response.ok ? text : null
  } catch {
    return null
  }
}

export async function isHealthy(node: PlannedNode): Promise<boolean> {
  return (await ask(node, '/healthz')) !== null && (await serves(node))
}

/**
 * A node says that it is healthy before it has opened its ledgers, and listens before it answers: only a handshake tells
 * (internal/peer/node/start.go, orderer/common/server/main.go). Whose certificate it shows is no matter here.
 */
function serves({ port }: PlannedNode): Promise<boolean> {
  return new Promise((resolve) => {
    const tls = { rejectUnauthorized: false, ALPNProtocols: ['h2'] }
    const socket = connect({ host: '127.0.0.1', port, timeout: 2_000, ...tls })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('secureConnect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}

/**
 * Resolves once the node says that it is healthy.
 * @throws Error with its last words when it ends instead, or says nothing in time
 */
export async function healthy({ dir }: Layout, node: PlannedNode, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await isHealthy(node))) {
    const runs = runningProcesses(dir).some(({ name }) => name === node.name)
    if (!runs) throw new Error(`${node.name} ended while it started. It said last:\n${lastLines(node)}`)
    if (Date.now() > deadline)
      throw new Error(
        `${node.name} is not healthy after ${timeoutMs / 1000} s. It said last:\n${lastLines(node)}`,
      )
    await delay(pauseMs)
  }
}

/** A gauge of the channel in Prometheus' text format; null where the node does not show it (yet). */
async function gauge(node: PlannedNode, name: string): Promise<number | null> {
  const text = (await ask(node, '/metrics')) ?? ''
  const line = text.split('\n').find((each) => each.startsWith(`${name}{channel="${channel}"}`))
  return line === undefined ? null : Number(line.split(' ').at(-1))
}

export async function heightOf(node: PlannedNode): Promise<number | null> {
  return await gauge(node, 'ledger_blockchain_height')
}

/**
 * Resolves once the orderers have a leader that hears all of them, and every node has the blocks that any of them had when
 * all were first heard of: blocks may go on coming.
 * @throws Error naming who lags
 */
export async function inStep(layout: Layout, timeoutMs = 30_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  for (let target: number | null = null; ;) {
    const heights = await Promise.all(nodesOf(layout).map(heightOf))
    const known = heights.filter((height) => height !== null)
    if (known.length === heights.length) target ??= Math.max(...known)
    const least = target
    if (least !== null && known.every((height) => height >= least) && (await hasLeader(layout))) return
    if (Date.now() > deadline) {
      const list = nodesOf(layout).map(({ name }, index) => `${name} ${heights[index] ?? 'none'}`)
      throw new Error(`after ${timeoutMs / 1000} s the nodes are not in step. Blocks: ${list.join(', ')}`)
    }
    await delay(pauseMs)
  }
}

async function hasLeader({ orderers }: Layout): Promise<boolean> {
  const leading = await Promise.all(orderers.map((each) => gauge(each, 'consensus_etcdraft_is_leader')))
  const leader = orderers[leading.indexOf(1)]
  return leader !== undefined && (await gauge(leader, 'consensus_etcdraft_active_nodes')) === orderers.length
}
