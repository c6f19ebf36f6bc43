/** Where endorsed transactions are kept before they are sent to be ordered, so that a crash leaves no question open. */
export interface EnvelopeStore {
  /**
   * Durable once it resolves; takes the place of the request's earlier one, whose fate is known by then.
   * @param envelope a gateway.PreparedTransaction; it holds no transient data
   */
  keep(requestId: string, envelope: Uint8Array): Promise<void>
  /** The envelope of a request whose fate is not known; null: there is none. */
  kept(requestId: string): Promise<Uint8Array | null>
  /** Its fate is known. May be left to the caller's storing of the outcome: one that is found again does no harm. */
  forget(requestId: string): Promise<void>
}
