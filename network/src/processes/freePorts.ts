/** Whether the ports of a network are free, asked before anything is started. */
import { createServer } from 'node:net'
import { portsOf, type PlannedNode } from '../layout.ts'
import { Refusal } from '../refusal.ts'

/** @throws Refusal that names every port of these nodes that something else listens on */
export async function requireFreePorts(nodes: readonly PlannedNode[]): Promise<void> {
  const wanted = nodes.flatMap((node) => portsOf(node).map((port) => ({ port, name: node.name })))
  const free = await Promise.all(wanted.map(({ port }) => isFree(port)))
  const taken = wanted.filter((_, index) => free[index] === false)
  if (taken.length === 0) return
  const named = taken.slice(0, 4).map(({ port, name }) => `${port} (${name})`)
  const list = named.join(', ') + (taken.length > 4 ? ` and ${taken.length - 4} ports more` : '')
  throw new Refusal(
    `something else on this machine listens on ${list}. Stop it, or choose other ports with FABRIC_PORT_OFFSET.`,
  )
}

/** Whether nothing listens there on loopback. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
