/** The founding: a link printed at the first start makes the first regulator, who admits everybody else. */
import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { canonicalJson } from '../../../../chaincode/src/domain/canonicalJson.ts'
import type { Msp, ParticipantRecord, Role } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { regulatorMsp } from '../../../../chaincode/src/domain/participant.ts'
import { stateKey } from '../../../../chaincode/src/domain/stateKeys.ts'
import type { Replica } from '../../ledger/replica.ts'
import type { Submitter } from '../../ledger/submitter.ts'
import { Refusal } from '../../platform/http/problem.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import type { Clock } from '../clock.ts'
import type { DocumentFolder } from '../members/documentFolder.ts'
import { drawSecret, hashSecret } from '../secretToken.ts'
import { parseEmail } from './email.ts'
import { checkPassword, hashPassword } from './password.ts'
import type { UserStore } from './store.ts'

/** The organisations of a Veritrail ledger and the roles that their participants may hold. */
export const foundingOrganisations: { msp: Msp; roles: Role[] }[] = [
  { msp: 'ManufacturersMSP', roles: ['manufacturer'] },
  { msp: 'WholesalersMSP', roles: ['wholesaler', 'carrier'] },
  { msp: 'PharmaciesMSP', roles: ['pharmacy', 'hospital', 'verifier'] },
  { msp: regulatorMsp, roles: ['regulator', 'verifier', 'detector'] },
]

export interface FoundingRequest {
  token: string
  participant: { gln: Gln; name: string }
  user: { email: string; name: string; password: string }
}

/** Draws a new link's token while there is no user at all, else null; an older link ends. */
export async function issueFoundingLink(users: UserStore): Promise<{ token: string } | null> {
  if ((await users.countAll()) > 0) return null
  const { token, tokenHash } = drawSecret()
  await users.replaceFoundingLink(tokenHash)
  return { token }
}

/** @throws Refusal LINK_INVALID; RuleViolation where the ledger already has other founders. */
export async function foundNetwork(
  deps: { users: UserStore; replica: Replica; submitter: Submitter; documents: DocumentFolder; clock: Clock },
  request: FoundingRequest,
): Promise<{ userId: string; email: string }> {
  const { users, clock } = deps
  const tokenHash = hashSecret(request.token)
  if (!(await users.isOpenFoundingLink(tokenHash))) throw new Refusal('LINK_INVALID')
  const email = parseEmail(request.user.email)
  checkPassword(request.user.password, email)
  const { gln, name } = request.participant
  await initialiseLedger(deps, gln, name)
  const user = {
    id: uuidv7(),
    email,
    name: request.user.name,
    passwordHash: await hashPassword(request.user.password),
    participant: gln,
    site: null,
    isAdmin: true,
    createdAt: new Date(clock()),
  }
  await users.useFoundingLink(tokenHash, user, name)
  return { userId: user.id, email }
}

/** A founding that was cut off after the ledger had it is taken up again, with the same GLN only. */
async function initialiseLedger(
  deps: { replica: Replica; submitter: Submitter; documents: DocumentFolder },
  gln: Gln,
  name: string,
): Promise<void> {
  const { replica, submitter, documents } = deps
  if (!replica.current) throw new Unavailable('ledger replica')
  const record = replica.read<ParticipantRecord>(stateKey.participant(gln))
  if (record?.msp === regulatorMsp && record.roles.includes('regulator')) return
  // The founder has nobody to prove a licence to; the statement's nonce keeps the name from being guessed by its hash.
  const nonce = randomBytes(16).toString('base64url')
  const statement = new TextEncoder().encode(canonicalJson({ founder: gln, name, nonce }))
  const proof = await documents.write(statement)
  await submitter.submit('organisation:init', {
    as: regulatorMsp,
    idempotency: { caller: 'founding', key: gln, bodyHash: gln },
    build: () => ({
      organisations: foundingOrganisations,
      founder: { gln, msp: regulatorMsp, roles: ['regulator', 'verifier'], proof },
    }),
  })
}
