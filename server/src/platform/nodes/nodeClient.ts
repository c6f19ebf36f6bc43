/** Asks other nodes, signed with this node's key. */
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Unavailable } from '../unavailable.ts'
import type { NodeIdentity } from './nodeIdentity.ts'
import { signRequest } from './nodeSignature.ts'

/** A node that neither sends nor takes a byte for so long is as good as away. */
const silentForMs = 10_000

export interface NodeCall {
  method: 'GET' | 'PUT'
  /** From the root, without a query. */
  path: string
  body?: { stream: Readable; bytes: number }
  signal: AbortSignal
}

export interface NodeClient {
  /** Addresses of the other nodes, without path or slash at their ends; none where this one is alone. */
  readonly nodes: readonly string[]
  /** The answer, whatever its status, its body unread: the caller reads or destroys it. @throws Unavailable where none comes */
  ask(node: string, call: NodeCall): Promise<IncomingMessage>
}

export function createNodeClient(parts: {
  identity: NodeIdentity
  nodes: readonly string[]
  /** ms since 1970. */
  clock: () => number
}): NodeClient {
  const { identity, nodes, clock } = parts
  return {
    nodes,
    async ask(node, { method, path, body, signal }) {
      const url = new URL(`${node}${path}`)
      const signed = signRequest(identity, { method, authority: url.host, path: url.pathname }, clock())
      try {
        return await send(url, { method, headers: signed, signal }, body)
      } catch (cause) {
        body?.stream.destroy()
        throw new Unavailable(`node ${node}`, { cause })
      }
    },
  }
}

function send(
  url: URL,
  options: { method: string; headers: Record<string, string>; signal: AbortSignal },
  body: NodeCall['body'],
): Promise<IncomingMessage> {
  const bodyHeaders = body && {
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(body.bytes),
  }
  const start = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const request = start(url, { ...options, headers: { ...options.headers, ...bodyHeaders } })
    request.setTimeout(silentForMs, () => {
      request.destroy(new Error(`silent for ${String(silentForMs)} ms`))
    })
    // Not once: what breaks after the answer has begun is told by the answer's own stream.
    request.on('error', reject)
    request.once('response', resolve)
    if (body === undefined) request.end()
    // A node that refuses answers before it has read everything: its answer counts, not the broken pipe.
    else pipeline(body.stream, request).catch(reject)
  })
}
