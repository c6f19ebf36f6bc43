/** The founding: the first regulator takes its seat on the ledger, and admits everybody else. */
import { randomBytes } from 'node:crypto'
import type { Gln } from '../../../../chaincode/src/domain/gs1/keys.ts'
import { canonicalJson } from '../../../../chaincode/src/domain/canonicalJson.ts'
import type { Msp, Role } from '../../../../chaincode/src/domain/ledgerApi.ts'
import { regulatorMsp } from '../../../../chaincode/src/domain/participant.ts'
import type { Replica } from '../../ledger/replica.ts'
import type { Submitter } from '../../ledger/submitter.ts'
import type { Clock } from '../clock.ts'
import type { DocumentFolder } from '../members/documentFolder.ts'

/** The organisations of a Veritrail ledger and the roles that their participants may hold. */
const foundingOrganisations: { msp: Msp; roles: Role[] }[] = [
  { msp: 'ManufacturersMSP', roles: ['manufacturer'] },
  { msp: 'WholesalersMSP', roles: ['wholesaler', 'carrier'] },
  { msp: 'PharmaciesMSP', roles: ['pharmacy', 'hospital', 'verifier'] },
  { msp: regulatorMsp, roles: ['regulator', 'verifier', 'detector'] },
]

export interface FoundingDeps {
  replica: Replica
  submitter: Submitter
  documents: DocumentFolder
  clock: Clock
}

/** @throws RuleViolation ALREADY_INITIALISED where the ledger has other founders */
export async function foundNetwork(
  { submitter, documents }: Pick<FoundingDeps, 'submitter' | 'documents'>,
  gln: Gln,
  name: string,
): Promise<void> {
  // The founder has nobody to prove a licence to; the statement's nonce keeps the name from being guessed by its hash.
  const nonce = randomBytes(16).toString('base64url')
  const statement = new TextEncoder().encode(canonicalJson({ founder: gln, name, nonce }))
  const proof = await documents.write(statement)
  await submitter.submit('organisation:init', {
    as: regulatorMsp,
    idempotency: { caller: 'founding', key: gln, bodyHash: gln, isErrand: true },
    build: () => ({
      organisations: foundingOrganisations,
      founder: { gln, msp: regulatorMsp, roles: ['regulator', 'verifier'], proof },
    }),
  })
}
