import { fromBase64url } from '../domain/bytes.ts'
import { signingKeyIdOf } from '../domain/gs1/signature/packSignature.ts'
import { decideRegisterKey, decideRevokeKey } from '../domain/signingKey.ts'
import { stateKey } from '../domain/stateKeys.ts'
import { LedgerContract, type LedgerContext } from '../ledgerContext.ts'

export class SigningKeyContract extends LedgerContract {
  constructor() {
    super('signingKey')
  }

  async register(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('signingKey:register', requestId, input, async (key, act) => {
      const keyId = signingKeyIdOf(ctx.hashing, fromBase64url(key.publicKey))
      return decideRegisterKey(act, key, {
        keyId,
        participant: await ctx.world.read(stateKey.participant(key.participant)),
        key: await ctx.world.read(stateKey.signingKey(key.participant, keyId)),
      })
    })
  }

  async revoke(ctx: LedgerContext, requestId: string, input: string) {
    return await ctx.once('signingKey:revoke', requestId, input, async (key, act) =>
      decideRevokeKey(act, key, {
        participant: await ctx.world.read(stateKey.participant(key.participant)),
        key: await ctx.world.read(stateKey.signingKey(key.participant, key.keyId)),
      }),
    )
  }
}
