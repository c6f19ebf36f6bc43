/** Lets requests of other nodes in, and nobody else's. */
import type { IncomingMessage } from 'node:http'
import { Refusal } from '../http/problem.ts'
import type { Authority } from './nodeIdentity.ts'
import { verifyRequest } from './nodeSignature.ts'

export interface NodeDoorParts {
  trusted: readonly Authority[]
  /** Where others reach this server; a request may also mean the address at which its connection arrived. */
  publicUrl: string
  /** ms since 1970. */
  clock: () => number
}

export class NodeDoor {
  readonly #parts: NodeDoorParts

  constructor(parts: NodeDoorParts) {
    this.#parts = parts
  }

  /** The organisation whose node asks. @throws Refusal NODE_REFUSED with the reason */
  admit(req: Pick<IncomingMessage, 'method' | 'headers' | 'socket'> & { originalUrl: string }): string {
    const { trusted, publicUrl, clock } = this.#parts
    const { localAddress = '', localPort = 0 } = req.socket
    const authorities = [new URL(publicUrl).host, authorityOf(localAddress, localPort)]
    const path = req.originalUrl.replace(/\?.*$/s, '')
    const { method = '', headers } = req
    const found = verifyRequest({ method, path, headers, authorities }, trusted, clock())
    if ('reason' in found) throw new Refusal('NODE_REFUSED', { reason: found.reason })
    return found.organisation
  }
}

/** IPv4 addresses arrive mapped (RFC 4291, section 2.5.5.2) on a socket that listens for both. */
function authorityOf(address: string, port: number): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  return new URL(`http://${plain.includes(':') ? `[${plain}]` : plain || 'unknown'}:${String(port)}`).host
}
