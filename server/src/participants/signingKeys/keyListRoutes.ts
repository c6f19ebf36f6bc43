import { toBase64url } from '../../../../chaincode/src/domain/bytes.ts'
import { keyListMessage } from '../../../../chaincode/src/domain/gs1/signature/verifyPackSignature.ts'
import type { LedgerLog } from '../../ledger/log/ledgerLog.ts'
import type { Replica } from '../../ledger/replica.ts'
import { endpoint, type Endpoint } from '../../platform/http/endpoint.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import type { Clock } from '../clock.ts'
import { listSigningKeys } from './listSigningKeys.ts'
import { showSigningKey, signedKeyListBody } from './signingKeyBody.ts'

export interface KeyListRouteDeps {
  replica: Pick<Replica, 'keys' | 'read' | 'current'>
  log: Pick<LedgerLog, 'signStatement' | 'verifierKey'>
  clock: Clock
}

/** A scanner fetches it once a day; each answer costs a signature. */
const perMinute = 30

export function keyListRoutes({ replica, log, clock }: KeyListRouteDeps): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/signing-keys/list',
      summary: 'All signing keys as of now, signed, to check packs without a connection',
      description:
        'Signed with the key that signs the ledger’s checkpoints. What it says of revocations is as old as `asOf`.',
      access: 'public',
      perMinute,
      answers: { 200: signedKeyListBody },
      handle() {
        // A list from before a revocation must not carry today's date.
        if (!replica.current) throw new Unavailable('ledger replica')
        const keys = listSigningKeys(replica, Infinity, null).map(showSigningKey)
        const list = { asOf: clock(), keys }
        const signature = toBase64url(log.signStatement(keyListMessage(list)))
        return { status: 200, body: { ...list, signature, signedBy: log.verifierKey } }
      },
    }),
  ]
}
