/** Where a process listens, as Linux sees it. */
import { readFileSync, readdirSync, readlinkSync } from 'node:fs'

/** The local addresses of its listening TCP sockets, one a socket: `127.0.0.1`, or as proc(5) writes them. */
export function listenersOf(pid: number): string[] {
  const own = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => targetOf(`/proc/${pid}/fd/${fd}`)))
  return ['tcp', 'tcp6'].flatMap((table) => {
    const rows = readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1)
    return rows.flatMap((row) => {
      const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/)
      return state === listening && own.has(`socket:[${inode ?? ''}]`) ? [readable(local)] : []
    })
  })
}

/** TCP_LISTEN. */
const listening = '0A'

function targetOf(link: string): string {
  try {
    return readlinkSync(link)
  } catch {
    // Closed meanwhile.
    return ''
  }
}

function readable(local: string): string {
  return local.startsWith('0100007F:') ? '127.0.0.1' : local
}
