import type { Request } from 'express'

/** Where a request came from, as a session remembers it and lock-out counts it. */
export function senderOf(req: Request): { address: string; userAgent: string } {
  return { address: req.ip ?? '', userAgent: req.get('User-Agent') ?? '' }
}
