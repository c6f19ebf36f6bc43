/** The first thing that does not fit. */
export class LedgerFault extends Error {
  override readonly name = 'LedgerFault'
  /** Height of the block; null where the fault is in no block. */
  readonly block: number | null
  /** The key as a person would name it; null where the fault is in no single key. */
  readonly key: string | null
  readonly reason: string

  constructor(
    reason: string,
    { block = null, key = null }: { block?: number | null; key?: string | null } = {},
  ) {
    const where = [block === null ? [] : [`block ${block}`], key === null ? [] : [`key ${key}`]].flat()
    super(where.length === 0 ? reason : `${where.join(', ')}: ${reason}`)
    this.block = block
    this.key = key
    this.reason = reason
  }
}
