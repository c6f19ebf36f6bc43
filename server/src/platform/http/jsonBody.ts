/** Reads a JSON body with limits, and says in words which one it broke. */
import express, { type Request, type RequestHandler, type Response } from 'express'
import { Refusal } from './problem.ts'

export const bodyLimitBytes = 10 * 1024 * 1024
/** No document of this API nests deeper than five. */
export const jsonDepthLimit = 32

const readRaw: RequestHandler = express.raw({ type: () => true, limit: bodyLimitBytes })

/** The body's bytes, at most 10 MB after decompression (gzip, deflate, br). */
export async function readBytes(req: Request, res: Response): Promise<Uint8Array> {
  await new Promise<void>((resolve, reject) => {
    void readRaw(req, res, (error?: unknown) => {
      if (error === undefined) resolve()
      else reject(asRefusal(error))
    })
  })
  return Buffer.isBuffer(req.body) ? req.body : new Uint8Array()
}

/** body-parser's errors carry a `type`; https://github.com/expressjs/body-parser, section "Errors". */
function asRefusal(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  const type = 'type' in error ? error.type : null
  if (type === 'entity.too.large') return new Refusal('BODY_TOO_LARGE', { limitBytes: bodyLimitBytes })
  if (type === 'encoding.unsupported')
    return new Refusal('MEDIA_TYPE_UNSUPPORTED', { reason: 'content encoding' })
  if (type === 'request.aborted' || type === 'request.size.invalid') {
    return new Refusal('BODY_INVALID', { reason: 'the body ended too early' })
  }
  const isClientFault = 'status' in error && error.status === 400
  return isClientFault ? new Refusal('BODY_INVALID', { reason: error.message }) : error
}

/** @throws Refusal BODY_INVALID (not UTF-8, not JSON: with the parser's own words) or JSON_TOO_DEEP. */
export function parseJson(bytes: Uint8Array): unknown {
  refuseDeep(bytes)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('BODY_INVALID', { reason: 'is not UTF-8' })
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal('BODY_INVALID', { reason: (error as SyntaxError).message })
  }
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = Buffer.from('"\\{}[]')

/** Counts before parsing: a parser, a validator or a logger may recurse, this loop cannot. */
function refuseDeep(bytes: Uint8Array): void {
  let depth = 0
  let inString = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (inString) {
      if (byte === backslash) i++
      else if (byte === quote) inString = false
    } else if (byte === quote) inString = true
    else if (byte === closeBrace || byte === closeBracket) depth--
    else if (byte === openBrace || byte === openBracket) {
      if (++depth > jsonDepthLimit) throw new Refusal('JSON_TOO_DEEP', { limit: jsonDepthLimit, atByte: i })
    }
  }
}
