import type { Environment, Snapshot } from './environment.ts'

/** One snapshot for several readers: let go of when the last is done. */
export class Pinned {
  readonly snapshot: Snapshot
  private readers = 1

  constructor(environment: Environment) {
    this.snapshot = environment.tables.state.useReadTransaction()
  }

  again(): this {
    this.readers++
    return this
  }

  done(): void {
    this.readers--
    if (this.readers === 0) this.snapshot.done()
  }
}
