/**
 * Who calls and what may be asked, as far as the platform needs to know: it knows no medicine, so the capability that
 * does (participants) adds its fields to these two interfaces by declaration merging, and every route sees them.
 */

/** Somebody whose credentials were checked. */
export interface Caller {
  /** `user/<id>` or `token/<id>`: names the caller in the audit trail and scopes idempotency keys. */
  account: string
}

/** Each property is one way to state what an endpoint demands. */
export interface AccessKinds {
  /** Anybody, logged in or not. */
  public: 'public'
  /** A person with a session; tokens are refused. */
  session: 'session'
}
export type Access = AccessKinds[keyof AccessKinds]

/** How far the caller's permission goes: only what its participant owns, or everything. */
export type Reach = 'own' | 'all'
