/**
 * Who may do what: the one table of role x resource x own/all, held equal to docs/api-access.md by a test.
 *
 * `own` reaches what belongs to the caller's participant, `all` everything. A participant with several roles has the
 * widest reach of them. `admin` rows are for the participant's admins alone, and never for a token. What a token may do
 * is a subset of these rows, named as its scopes: `resource:action`.
 */
import { packMoves, roles, type PackMove, type Role } from '../../../chaincode/src/domain/ledgerApi.ts'
import { transitions } from '../../../chaincode/src/domain/transitions.ts'
import { unitHandlers } from '../../../chaincode/src/domain/unit.ts'
import type { Access, Caller, Reach } from '../platform/http/access.ts'
import { Refusal } from '../platform/http/problem.ts'

export interface Row {
  reach: Partial<Record<Role, Reach>>
  admin: boolean
}

const own = (...who: Role[]): Row => ({
  reach: Object.fromEntries(who.map((role) => [role, 'own'])),
  admin: false,
})
const all = (...who: Role[]): Row => ({
  reach: Object.fromEntries(who.map((role) => [role, 'all'])),
  admin: false,
})
const both = (a: Row, b: Row): Row => ({ reach: { ...a.reach, ...b.reach }, admin: false })
const admin = (row: Row): Row => ({ ...row, admin: true })
const ownButRegulatorAll = both(own(...roles), all('regulator'))

export const accessTable = {
  participants: { read: all(...roles) },
  proposals: {
    read: all(...roles),
    /** The first vote proposes; it counts for the caller's organisation. */
    vote: admin(own(...roles)),
  },
  /** Proofs of licences, with the names in them. */
  documents: { read: admin(all(...roles)), upload: admin(own(...roles)) },
  sites: { read: ownButRegulatorAll, register: admin(own(...roles)) },
  signingKeys: {
    read: all(...roles),
    register: admin(own('manufacturer')),
    /** A key in other hands can be revoked by whoever registered it, a manufacturer no longer. */
    revoke: admin(own(...roles)),
  },
  users: {
    read: admin(own(...roles)),
    /** Reaching all: a new participant's first admin. */ invite: admin(ownButRegulatorAll),
    change: admin(own(...roles)),
  },
  tokens: { read: admin(own(...roles)), create: admin(own(...roles)), revoke: admin(own(...roles)) },
  products: { read: all(...roles), register: own('manufacturer') },
  batches: {
    read: all(...roles),
    register: own('manufacturer'),
    /** Serials and labels. */
    readCodes: own('manufacturer'),
    stop: both(own('manufacturer'), all('regulator')),
    lift: all('regulator'),
  },
  labels: { draw: all(...roles) },
  packs: { read: ownButRegulatorAll, ...packRows() },
  units: {
    read: ownButRegulatorAll,
    commission: own('manufacturer', 'wholesaler'),
    ship: own(...unitHandlers),
    receive: own(...unitHandlers),
  },
  scans: { read: ownButRegulatorAll },
  verifications: { create: all(...roles.filter((role) => role !== 'detector')) },
  ledger: { read: all(...roles) },
  checkpoints: { sign: all(...roles) },
} satisfies Record<string, Record<string, Row>>

type Table = typeof accessTable
export type Resource = keyof Table
export type Permission = { [R in Resource]: { resource: R; action: keyof Table[R] } }[Resource]
export type Scope = { [R in Resource]: `${R}:${keyof Table[R] & string}` }[Resource]

/** Who may make a move is the transition table's to say; undoing is for whoever may do what can be undone. */
function packRows(): Record<PackMove | 'undo', Row> {
  const rows = packMoves.map((move) => [move, own(...transitions[move].who)] as const)
  const undoable = packMoves.filter((move) => transitions[move].undoMs > 0)
  return {
    ...(Object.fromEntries(rows) as Record<PackMove, Row>),
    undo: own(...undoable.flatMap((move) => transitions[move].who)),
  }
}

function rowOf({ resource, action }: Permission): Row {
  const row = (accessTable[resource] as Record<string, Row>)[action]
  if (row === undefined) throw new Error(`access table has no row ${resource}.${action}`)
  return row
}

/** Every row, in the table's order. */
export function accessRows(): (Permission & { scope: Scope; row: Row })[] {
  return Object.entries(accessTable).flatMap(([resource, actions]) =>
    Object.keys(actions).map((action) => {
      const permission = { resource, action } as Permission
      return { ...permission, scope: `${resource}:${action}` as Scope, row: rowOf(permission) }
    }),
  )
}

/** The scopes that a token may carry: every row that needs no admin. */
export const tokenScopes: readonly Scope[] = accessRows()
  .filter(({ row }) => !row.admin)
  .map(({ scope }) => scope)

/** Those that mean anything for a participant with these roles. */
export function scopesOpenTo(held: readonly Role[]): Scope[] {
  return accessRows()
    .filter((row) => !row.row.admin && reachOf(held, row) !== null)
    .map(({ scope }) => scope)
}

/** How far `who` may go, or null: not at all. */
export function reachOf(who: readonly Role[], permission: Permission): Reach | null {
  const { reach } = rowOf(permission)
  const reaches = who.map((role) => reach[role])
  return reaches.includes('all') ? 'all' : reaches.includes('own') ? 'own' : null
}

/** @throws Refusal NOT_AUTHENTICATED, FORBIDDEN or SCOPE_MISSING; else the caller's reach. */
export function authorise(caller: Caller | null, access: Access): Reach {
  if (access === 'public') return 'own'
  if (caller === null)
    throw new Refusal('NOT_AUTHENTICATED', {}, { 'WWW-Authenticate': 'Bearer realm="Veritrail"' })
  if (access === 'session') {
    if (caller.sessionId === null) throw new Refusal('FORBIDDEN', { reason: 'is for people, not for tokens' })
    return 'own'
  }
  const scope = `${access.resource}:${access.action}` as Scope
  if (caller.scopes !== null && !caller.scopes.includes(scope)) throw new Refusal('SCOPE_MISSING', { scope })
  const reach = reachOf(caller.roles, access)
  if (reach === null) throw new Refusal('FORBIDDEN', { permission: scope, roles: [...caller.roles] })
  if (rowOf(access).admin && !caller.isAdmin)
    throw new Refusal('FORBIDDEN', { permission: scope, reason: 'is for admins' })
  return reach
}
