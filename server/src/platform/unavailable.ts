/** A dependency could not answer. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
  readonly what: string
  readonly retryAfterMs: number
  /** false: the change may or may not have happened; ask again with the same requestId. */
  readonly outcomeKnown: boolean
  /** Under which the outcome can be asked for; null: there is no such place. */
  readonly requestId: string | null

  constructor(
    what: string,
    options: { retryAfterMs?: number; outcomeKnown?: boolean; requestId?: string; cause?: unknown } = {},
  ) {
    super(`${what} is unavailable`, { cause: options.cause })
    this.what = what
    this.retryAfterMs = options.retryAfterMs ?? 1000
    this.outcomeKnown = options.outcomeKnown ?? true
    this.requestId = options.requestId ?? null
  }
}
