/** Paging: `?limit=1..200&after=<opaque cursor>` -> `{items, next}`. */
import { z } from 'zod'
import { Refusal } from './problem.ts'

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'Items on a page' }),
  after: z.string().max(1024).optional().meta({ description: '`next` of the page before' }),
})

/** The answer of a list: `next` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** Opaque to callers so that the order may change; a cursor is the sort key of the last item shown. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** @throws Refusal CURSOR_INVALID where the cursor was not made by `encodeCursor` with as many parts. */
export function decodeCursor(cursor: string | undefined, parts: number): (string | number)[] | null {
  if (cursor === undefined) return null
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown
    const whole = Array.isArray(key) && key.length === parts
    if (whole && key.every((part) => typeof part === 'string' || typeof part === 'number')) return key
  } catch {
    // falls through: the cursor is somebody's own making
  }
  throw new Refusal('CURSOR_INVALID', { field: 'after', reason: 'is not a cursor of this list' })
}

/** Makes a page of `limit` items from `limit + 1` rows read: the extra row only tells that there are more. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => readonly (string | number)[],
  show: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(show),
    next: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null,
  }
}
