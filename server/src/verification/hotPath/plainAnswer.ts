/** An answer as it goes over the wire: byte for byte the head that node:http would write (RFC 9112), most of it written once. */

export interface WireText {
  text: string
  /** ASCII goes out without being encoded. */
  encoding: 'latin1' | 'utf8'
}

/** `headers`: names and values, in turn. `keepAliveMs`: how long the connection is kept after an answer. */
export function plainAnswer(headers: readonly string[], keepAliveMs: number): (json: string) => WireText {
  let start = 'HTTP/1.1 200 OK\r\n'
  for (let i = 0; i < headers.length; i += 2) start += `${headers[i] ?? ''}: ${headers[i + 1] ?? ''}\r\n`
  start += 'Content-Length: '
  const kept = `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAliveMs / 1000)}\r\n\r\n`
  let rest = ''
  let restOfSecond = -1
  return (json) => {
    const second = Math.floor(Date.now() / 1000)
    if (second !== restOfSecond) {
      restOfSecond = second
      rest = `\r\nDate: ${new Date(second * 1000).toUTCString()}\r\n${kept}`
    }
    const bytes = Buffer.byteLength(json)
    return { text: `${start}${bytes}${rest}${json}`, encoding: bytes === json.length ? 'latin1' : 'utf8' }
  }
}
