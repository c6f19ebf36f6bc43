/** Tells a dependency that is away or full from a mistake of ours, by what the error carries. */
import { Unavailable } from './unavailable.ts'

/** errno(3): no space, quota, file size limit, read-only file system, the device itself. */
const diskCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EIO'])

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
])

/** Prisma: cannot reach, timed out, closed the connection, none free in the pool, too many (Prisma error reference, P1 and P2). */
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037'])

/** SQLSTATE (PostgreSQL manual, appendix A): no connection, out of resources (also a full disk), shut down or starting, input and output. */
const sqlState = /^(08|53|57P|58)[0-9A-Z]{2,3}$/

/** What pg says without a code. */
const pgMessage =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** The outage that `error`, or what caused it, tells of; null: none, so somebody's mistake. */
export function outageIn(error: unknown): Unavailable | null {
  if (error instanceof Unavailable) return error
  for (const each of causesOf(error)) {
    const what = whatIsOut(each)
    if (what !== null) return new Unavailable(what, { cause: error })
  }
  return null
}

function whatIsOut({ code, originalCode, message }: Partial<Record<string, unknown>>): string | null {
  for (const known of [code, originalCode]) {
    if (typeof known !== 'string') continue
    if (diskCodes.has(known)) return 'disk'
    if (networkCodes.has(known) || prismaCodes.has(known) || sqlState.test(known)) return 'database'
  }
  return typeof message === 'string' && pgMessage.test(message) ? 'database' : null
}

/** The error and what it wraps: `cause`, and where Prisma puts what its driver said. */
function* causesOf(error: unknown, depth = 0): Generator<Record<string, unknown>> {
  if (typeof error !== 'object' || error === null || depth > 5) return
  const { cause, meta, driverAdapterError } = error as Record<string, unknown>
  yield error as Record<string, unknown>
  for (const inner of [cause, meta, driverAdapterError]) yield* causesOf(inner, depth + 1)
}
