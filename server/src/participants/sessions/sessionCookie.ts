import { sessionLife } from './sessionLife.ts'

const name = 'veritrail_session'

/** The session secret among a Cookie header's pairs (RFC 6265 section 4.2.1), or null. */
export function readSessionCookie(header: string | undefined): string | null {
  const start = `${name}=`
  const pair = header?.split('; ').find((each) => each.startsWith(start))
  return pair === undefined ? null : pair.slice(start.length)
}

/** `Secure` where the product is reached by https; on plain http (one machine) browsers would drop such a cookie. */
export function sessionCookie(token: string, publicUrl: string): string {
  return `${name}=${token}; ${attributes(publicUrl)}; Max-Age=${String(sessionLife.absoluteMs / 1000)}`
}

export function endedSessionCookie(publicUrl: string): string {
  return `${name}=; ${attributes(publicUrl)}; Max-Age=0`
}

function attributes(publicUrl: string): string {
  return `Path=/; HttpOnly; SameSite=Strict${publicUrl.startsWith('https:') ? '; Secure' : ''}`
}
