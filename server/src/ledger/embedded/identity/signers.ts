/** The keys behind the ledger's certificates, each tried once against its certificate. */
import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import type { Msp } from '../../../../../chaincode/src/domain/ledgerApi.ts'
import { RuleViolation } from '../../../../../chaincode/src/domain/violation.ts'
import type { Keystore } from '../../../platform/keystore.ts'
import type { NodeIdentity } from '../../../platform/nodes/nodeIdentity.ts'
import type { LedgerBlocks } from '../chain/ledgerBlocks.ts'
import { openCheckpointKey, openNodeKey, type Configuration, type Member } from './organisations.ts'
import { signAside, signNow, verifySignature } from './signature.ts'

export class Signers {
  readonly checkpointKey: KeyObject
  private readonly signers = new Map<Msp, { member: Member; key: KeyObject }>()
  private readonly operator: Msp

  /** Throws where a key of the keystore is not the one that the ledger knows. */
  constructor(keystore: Keystore, blocks: LedgerBlocks) {
    const configuration = blocks.configuration()
    this.operator = configuration.operator
    for (const member of blocks.members()) {
      const key = openNodeKey(keystore, member.msp)
      const probe = Buffer.from('veritrail')
      if (!verifySignature(member.publicKey, probe, signNow(key, probe)))
        throw new Error(foreignKey(member.msp))
      this.signers.set(member.msp, { member, key })
    }
    this.checkpointKey = openCheckpointKey(keystore)
    const spki = createPublicKey(this.checkpointKey)
      .export({ type: 'spki', format: 'der' })
      .toString('base64')
    if (spki !== configuration.checkpointKey) throw new Error(foreignKey('the checkpoints'))
  }

  /** For the first block, before there is a configuration to read. */
  static operatorKeyOf(keystore: Keystore, { operator }: Configuration): (bytes: Uint8Array) => Buffer {
    const key = openNodeKey(keystore, operator)
    return (bytes) => signNow(key, bytes)
  }

  /** Throws ORGANISATION_UNKNOWN. */
  memberOf(msp: Msp): Member {
    return this.signerOf(msp).member
  }

  /** As the operator's node shows itself to other nodes. */
  get operatorIdentity(): NodeIdentity {
    const { member, key } = this.signerOf(this.operator)
    return { organisation: member.msp, certificate: new X509Certificate(member.pem), key }
  }

  /** `aside`: on another thread, which pays when several wait. */
  async sign({ msp }: Member, bytes: Uint8Array, aside: boolean): Promise<Buffer> {
    const { key } = this.signerOf(msp)
    return aside ? signAside(key, bytes) : signNow(key, bytes)
  }

  signHeader(header: Uint8Array): Buffer {
    return signNow(this.signerOf(this.operator).key, header)
  }

  private signerOf(msp: Msp) {
    const signer = this.signers.get(msp)
    if (signer === undefined) throw new RuleViolation('ORGANISATION_UNKNOWN', { msp })
    return signer
  }
}

function foreignKey(whose: string): string {
  return `the key of ${whose} in the keystore is not the one this ledger was founded with`
}
