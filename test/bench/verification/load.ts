/**
 * A client that costs little: prepared requests over kept-alive sockets, one in flight on each, answers cut by their
 * Content-Length. It runs in a process of its own and answers each `Load` with `Measured`.
 */
import { connect, type Socket } from 'node:net'

export interface Load {
  url: string
  connections: number
  ms: number
  /** Sent in turn. */
  requests: string[]
  /** Must stand in every answer. */
  expected: string
}
export interface Measured {
  perSecond: number
  /** ms at the 50th, 95th and 99th percentile. */
  p50: number
  p95: number
  p99: number
  answers: number
  /** Answers without `expected`; the first of them. */
  wrong: number
  firstWrong: string | null
}

process.on('message', (load: Load) => {
  void run(load).then((measured) => process.send?.(measured))
})

async function run(load: Load): Promise<Measured> {
  const latencies: number[] = []
  const seen = { wrong: 0, firstWrong: null as string | null, next: 0 }
  const start = performance.now()
  const end = start + load.ms
  await Promise.all(Array.from({ length: load.connections }, () => converse(load, end, latencies, seen)))
  const seconds = (performance.now() - start) / 1000
  const sorted = Float64Array.from(latencies).sort()
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
  return {
    ...{ perSecond: sorted.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99) },
    ...{ answers: sorted.length, wrong: seen.wrong, firstWrong: seen.firstWrong },
  }
}

function converse(
  { url, requests, expected }: Load,
  end: number,
  latencies: number[],
  seen: { wrong: number; firstWrong: string | null; next: number },
): Promise<void> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(port), hostname)
    let received = ''
    let sentAt = 0
    const send = () => {
      sentAt = performance.now()
      socket.write(requests[seen.next++ % requests.length] ?? '', 'latin1')
    }
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('error', reject)
    socket.on('connect', send)
    socket.on('data', (chunk: string) => {
      received += chunk
      if (!isWhole(received)) return
      const now = performance.now()
      latencies.push(now - sentAt)
      if (!received.includes(expected)) {
        seen.wrong++
        seen.firstWrong ??= received
      }
      received = ''
      if (now < end) send()
      else {
        socket.end()
        resolve()
      }
    })
  })
}

function isWhole(received: string): boolean {
  const head = received.indexOf('\r\n\r\n')
  if (head === -1) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, head))?.[1]
  if (length === undefined) return received.endsWith('0\r\n\r\n')
  return received.length >= head + 4 + Number(length)
}
process.on('disconnect', () => process.exit(0))
