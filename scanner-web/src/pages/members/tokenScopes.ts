import type { Ask } from '../../api/createApi.ts'
import type { Permission } from '../../api/session.ts'

export type TokenScope = Ask<'POST /tokens'>['body']['scopes'][number]

/** Of people alone: no token carries them. A type error here where the server's two lists no longer say the same. */
const ofPeople = {
  'proposals:vote': true,
  'documents:read': true,
  'documents:upload': true,
  'sites:register': true,
  'signingKeys:register': true,
  'signingKeys:revoke': true,
  'users:read': true,
  'users:invite': true,
  'users:change': true,
  'tokens:read': true,
  'tokens:create': true,
  'tokens:revoke': true,
} as const satisfies Partial<Record<Permission, true>> & Record<Exclude<Permission, TokenScope>, true>

type Dotted<Scope> = Scope extends `${infer Resource}:${infer Action}` ? `${Resource}.${Action}` : never

/** The right's words in the language file: a scope without them is a type error where they are asked for. */
export function scopeText(scope: TokenScope): `scope.${Dotted<TokenScope>}` {
  return `scope.${scope.replace(':', '.') as Dotted<TokenScope>}`
}

/** What of these a token may carry. */
export function tokenScopesIn(permissions: readonly Permission[]): TokenScope[] {
  return permissions.filter((each): each is TokenScope => !(each in ofPeople))
}
