import { v7 as uuidv7 } from 'uuid'
import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import type { ApiToken } from '../../platform/database/generated/client.ts'
import { scopesOpenTo, type Scope } from '../access.ts'
import { RuleViolation } from '../../../../chaincode/src/domain/violation.ts'
import { userIdOf, type Caller } from '../caller.ts'
import { dayMs, type Clock } from '../clock.ts'
import { checkSite } from '../members/checkSite.ts'
import type { MemberStore } from '../members/store.ts'
import { apiTokenPrefix, drawSecret } from '../secretToken.ts'
import type { TokenStore } from './store.ts'

export const tokenDays = { min: 1, max: 730 } as const

export interface TokenRequest {
  name: string
  site: Gln | null
  scopes: Scope[]
  days: number
}

/** The token is in the answer and nowhere else. @throws RuleViolation INPUT_INVALID for a scope beyond the participant's roles */
export async function createToken(
  deps: { tokens: TokenStore; members: MemberStore; clock: Clock },
  caller: Caller,
  request: TokenRequest,
): Promise<{ token: string; row: ApiToken }> {
  const { tokens, members, clock } = deps
  checkScopes(caller, request.scopes)
  if (request.site !== null) await checkSite(members, caller.participant, request.site)
  const { token, tokenHash } = drawSecret(apiTokenPrefix)
  const row: ApiToken = {
    id: uuidv7(),
    tokenHash,
    name: request.name,
    participant: caller.participant,
    site: request.site,
    scopes: [...new Set(request.scopes)].sort(),
    createdBy: userIdOf(caller),
    createdAt: new Date(clock()),
    expiresAt: new Date(clock() + request.days * dayMs),
    revokedAt: null,
  }
  await tokens.add(row)
  return { token, row }
}

function checkScopes(caller: Caller, scopes: readonly Scope[]): void {
  const open = scopesOpenTo(caller.roles)
  const beyond = scopes.find((scope) => !open.includes(scope))
  if (beyond === undefined) return
  throw new RuleViolation('INPUT_INVALID', {
    field: 'scopes',
    reason: `${beyond} is not the participant's to give`,
  })
}
