import { accessRows, reachOf, type Scope } from './access.ts'
import type { Caller } from './caller.ts'

/** Every row of the access table that lets this person in, own or all: what pages may offer. */
export function permissionsOf({ roles, isAdmin }: Pick<Caller, 'roles' | 'isAdmin'>): Scope[] {
  return accessRows()
    .filter((each) => reachOf(roles, each) !== null && (isAdmin || !each.row.admin))
    .map(({ scope }) => scope)
}

/** The name of every permission there is. */
export const permissionNames = accessRows().map(({ scope }) => scope) as [Scope, ...Scope[]]
