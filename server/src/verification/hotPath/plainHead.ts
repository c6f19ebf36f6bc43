/**
 * The head of a request (RFC 9112) where it is the plain case, read from the bytes. It is no HTTP parser: it knows one request
 * line and a few headers in one spelling, and whatever else stands there makes the request node:http's.
 */
import { maxBodyBytes, verificationsPath } from './plainCase.ts'

export interface PlainHead {
  method: 'POST'
  headers: { authorization: string }
  /** Bytes, from 1 on. */
  bodyLength: number
}

const requestLine = `POST ${verificationsPath} HTTP/1.1`
/** Name and value with the space around it taken off; visible ASCII, so that no line can hide in another. */
const field = /^([A-Za-z-]+):[ \t]*([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)[ \t]*$/

/** Headers that the answer does not depend on. Any that is not named here may change what a request means. */
const idle = new Set(
  ['accept', 'accept-encoding', 'accept-language', 'connection', 'content-type', 'host', 'user-agent'].concat(
    ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'x-request-id', 'traceparent'],
  ),
)

/** `head`: what stands before the empty line, each byte a character. null: for node:http. */
export function readPlainHead(head: string): PlainHead | null {
  const [first, ...lines] = head.split('\r\n')
  if (first !== requestLine) return null
  const fields = new Map<string, string>()
  for (const line of lines) {
    const [, name = '', value = ''] = field.exec(line) ?? []
    // an empty value and a line that is no field come here too: there is no such name
    if (name === '' || fields.has(name.toLowerCase())) return null
    fields.set(name.toLowerCase(), value)
  }
  return fromFields(fields)
}

function fromFields(fields: Map<string, string>): PlainHead | null {
  const authorization = fields.get('authorization')
  const length = fields.get('content-length') ?? ''
  fields.delete('authorization')
  fields.delete('content-length')
  for (const name of fields.keys()) if (!idle.has(name)) return null
  if (!fields.has('host') || authorization === undefined) return null
  if (fields.get('content-type') !== 'application/json') return null
  if ((fields.get('connection') ?? 'keep-alive').toLowerCase() !== 'keep-alive') return null
  if (!/^[1-9][0-9]{0,5}$/.test(length) || Number(length) > maxBodyBytes) return null
  return { method: 'POST', headers: { authorization }, bodyLength: Number(length) }
}
