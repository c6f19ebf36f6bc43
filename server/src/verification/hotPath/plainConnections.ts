/**
 * Ahead of node:http: a connection whose requests each arrive whole, one at a time, and are each the plain case is answered
 * straight from the socket, for half of what its HTTP would cost. With the first bytes that are anything else the connection
 * becomes node:http's, those bytes unread: it parses, limits and times out whatever is not known to be plain.
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { plainAnswer } from './plainAnswer.ts'
import type { PlainCase } from './plainCase.ts'
import { PlainConnection, type ConnectionParts } from './plainConnection.ts'
import { readPlainHead, type PlainHead } from './plainHead.ts'

/** A longer head is node:http's to limit. */
const maxHeadBytes = 4096
/** Heads differ by caller and by length of the body; read once, they are known by their text. */
const keptHeads = 1000
/** A client that counts down the same time is not cut off as it sends. */
const graceMs = 1000

/** Takes its place on a server that does not listen yet; its connections close when the server closes its own. */
export function answerPlainConnections(plain: PlainCase, server: Server): void {
  const open = new Set<PlainConnection>()
  const [listener] = server.listeners('connection') as ((this: Server, socket: Socket) => void)[]
  if (listener === undefined) throw new Error('an HTTP server that takes no connections')
  const parts: ConnectionParts = {
    answer: answerWhole(plain),
    wireText: plainAnswer(plain.headers, server.keepAliveTimeout),
    toHttp: (socket) => {
      listener.call(server, socket)
    },
    isListening: () => server.listening,
    onGone: (connection) => open.delete(connection),
    firstMs: server.headersTimeout,
    nextMs: server.keepAliveTimeout + graceMs,
  }
  server.off('connection', listener)
  server.on('connection', (socket: Socket) => {
    open.add(new PlainConnection(socket, parts))
  })
  closeWith(server, open)
}

function closeWith(server: Server, open: ReadonlySet<PlainConnection>): void {
  const closeIdle = server.closeIdleConnections.bind(server)
  const closeAll = server.closeAllConnections.bind(server)
  server.closeIdleConnections = () => {
    for (const connection of open) connection.closeIdle()
    closeIdle()
  }
  server.closeAllConnections = () => {
    for (const connection of open) connection.closeNow()
    closeAll()
  }
}

/** null: the bytes are anything but one whole plain request of a known caller. */
function answerWhole(plain: PlainCase): ConnectionParts['answer'] {
  const heads = new Map<string, PlainHead>()
  const headOf = (text: string): PlainHead | null => {
    const known = heads.get(text)
    if (known !== undefined) return known
    const head = readPlainHead(text)
    if (head === null) return null
    if (heads.size >= keptHeads) heads.clear()
    heads.set(text, head)
    return head
  }
  return (chunk) => {
    const end = chunk.indexOf('\r\n\r\n')
    if (end === -1 || end > maxHeadBytes) return null
    const head = headOf(chunk.toString('latin1', 0, end))
    if (head === null || chunk.length !== end + 4 + head.bodyLength) return null
    const body = chunk.subarray(end + 4)
    const caller = plain.callerAtHand(head)
    return (caller && plain.answerAtOnce(caller, body)) ?? plain.answer(head, body)
  }
}
