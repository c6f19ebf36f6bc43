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

/** Parts of a cursor. Postgres takes no text with a NUL in it; a time is ms since 1970, as far as a Date reaches. */
const text = z.string().regex(/^[^\0]*$/)
const time = z
  .int()
  .min(0)
  .max(8.64e15)
  .transform((ms) => new Date(ms))
export const cursorOf = {
  text: z.tuple([text]),
  texts: z.tuple([text, text]),
  timeAndText: z.tuple([time, text]),
  timeAndUuid: z.tuple([time, z.uuid()]),
  place: z.tuple([
    z
      .string()
      .regex(/^\d{1,18}$/)
      .transform(BigInt),
  ]),
}

/**
 * The sort key that `encodeCursor` wrote; null for the first page.
 * @param key one of `cursorOf`
 * @throws Refusal CURSOR_INVALID where the cursor is of somebody's own making
 */
export function decodeCursor<Key>(cursor: string | undefined, key: z.ZodType<Key>): Key | null {
  if (cursor === undefined) return null
  const parsed = key.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (parsed.success) return parsed.data
  throw new Refusal('CURSOR_INVALID', { field: 'after', reason: 'is not a cursor of this list' })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
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
