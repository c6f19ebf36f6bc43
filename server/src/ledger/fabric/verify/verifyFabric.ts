/**
 * Verifies what a node knows of a Fabric channel: reads every block again from a peer, checks what chains and signs them, and
 * compares the node's own log with what they lead to. Beside a running server too.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyObject } from 'node:crypto'
import { common, type peer } from '@hyperledger/fabric-protos'
import { LedgerFault } from '../../embedded/verify/ledgerFault.ts'
import { openCheckpoint, originOf, parseCheckpoint, type Checkpoint } from '../../log/checkpoint.ts'
import { entryHashOf } from '../../log/logEntry.ts'
import { MerkleLog } from '../../log/merkleLog.ts'
import { validationCodes } from '../../port.ts'
import type { Verification } from '../../verification.ts'
import { BlockStore, entriesOf } from '../following/blockStore.ts'
import { decodeBlock, type FabricBlock } from '../blocks/decodeBlock.ts'
import { heightOf } from '../following/chainInfo.ts'
import { signerNameOf, usualDeadlines } from '../fabricLedger.ts'
import { readBlocks } from '../following/followPeer.ts'
import { Gateways } from '../gateways.ts'
import type { FabricProfile } from '../profile.ts'
import { checkOrdered, checkSameVerdicts } from '../blocks/blockMetadata.ts'
import { endorsersOf } from './endorsements.ts'
import { sayWhatPeersProve } from './sayWhatPeersProve.ts'
import { Signatories } from '../blocks/signatories.ts'
import { openWitness, type Witness } from './witness.ts'

export interface FabricVerifyOptions {
  profile: FabricProfile
  /** The node's own log; compared where it is there. */
  dir: string
  /** A checkpoint kept elsewhere: the text of the note. */
  checkpoint?: string
  /** The node's key for checkpoints; null: not at hand, so the note's signature is not checked. */
  checkpointKey: KeyObject | null
  onProgress?: (progress: { block: number; of: number }) => void
}

/** Never throws for what it finds; @throws GatewayError where the peer goes away */
export async function verifyFabric(options: FabricVerifyOptions): Promise<Verification> {
  const { profile, dir } = options
  const gateways = new Gateways(profile, usualDeadlines)
  const own = existsSync(join(dir, 'data.mdb')) ? new BlockStore(dir, profile, { readOnly: true }) : null
  try {
    return await new Verifier(options, own).run(gateways)
  } finally {
    await own?.close()
    gateways.close()
  }
}

class Verifier {
  private readonly options: FabricVerifyOptions
  private readonly own: BlockStore | null
  private readonly signatories: Signatories
  private readonly orderers: Signatories | null
  private readonly tiles = new Map<string, Uint8Array>()
  private log: MerkleLog
  private last: FabricBlock | null = null
  private origin = ''
  private readonly transactions = { valid: 0, invalid: 0 }

  constructor(options: FabricVerifyOptions, own: BlockStore | null) {
    this.options = options
    this.own = own
    const { organisations, orderers } = options.profile
    this.signatories = new Signatories(organisations)
    this.orderers = orderers.length === 0 ? null : new Signatories(orderers)
    this.log = MerkleLog.empty((level, index) => this.tiles.get(`${String(level)}/${String(index)}`) ?? null)
  }

  async run(gateways: Gateways): Promise<Verification> {
    const [host] = gateways.hosts.values()
    if (host === undefined) throw new Error('the profile names no organisation')
    const gateway = host.choose()
    const of = await heightOf(gateway.network)
    const witness = await openWitness(host, gateway, of)
    let [fault, checkpoint]: [LedgerFault | null, Checkpoint | null] = [null, null]
    try {
      for await (const raw of readBlocks(gateway, { from: 0, to: of - 1 })) {
        const block = this.take(raw)
        await this.compareWithWitness(block, witness)
        this.options.onProgress?.({ block: this.height, of })
      }
      checkpoint = this.checkCheckpoint()
    } catch (error) {
      if (!(error instanceof LedgerFault)) throw error
      fault = error
    }
    await witness?.close()
    const { transactions, log, own } = this
    const compared = own === null ? null : Math.min(own.height, this.height)
    const found = {
      ...{ fault, checkpoint, logSize: log.size, endpoint: gateway.endpoint, compared },
      ...{ witness, areOrderersKnown: this.orderers !== null },
    }
    const isSignatureChecked = this.options.checkpointKey !== null
    return {
      ...{ ok: fault === null, height: this.height, transactions, logSize: log.size, rules: null },
      fault: fault && { block: fault.block, key: fault.key, reason: fault.reason },
      root: Buffer.from(log.root()).toString('base64'),
      statements: sayWhatPeersProve({ ...found, isSignatureChecked }),
    }
  }

  private get height(): number {
    return this.last === null ? 0 : this.last.height + 1
  }

  private take(raw: peer.BlockAndPrivateData): common.Block {
    const block = raw.getBlock()
    if (block === undefined) throw new LedgerFault('the peer sent no block', { block: this.height })
    const decoded = inBlock(this.height, () => decodeBlock(block, this.options.profile))
    const { height, hash, transactions } = decoded
    if (this.last === null) this.origin = originOf(this.options.profile.channel, hash)
    else if (!equal(decoded.previousHash, this.last.hash))
      throw new LedgerFault('it does not follow the block before it', { block: height })
    const { orderers } = this
    // The first block was made by nobody's order.
    if (orderers !== null && height > 0) inBlock(height, () => checkOrdered(block, orderers))
    this.checkSignatures(block, decoded)
    this.compareWithOwn(decoded)
    for (const { code } of transactions)
      this.transactions[code === validationCodes.valid ? 'valid' : 'invalid']++
    const { log, tiles } = this.log.with(entriesOf(decoded).map(entryHashOf))
    for (const { level, index, bytes } of tiles) this.tiles.set(`${String(level)}/${String(index)}`, bytes)
    this.log = log
    this.last = decoded
    return block
  }

  private async compareWithWitness(block: common.Block, witness: Witness | null): Promise<void> {
    const other = await witness?.next()
    if (witness === null || other === undefined) return
    inBlock(block.getHeader()?.getNumber() ?? null, () => {
      try {
        checkSameVerdicts(block, other)
      } catch (error) {
        throw new Error(`${witness.endpoint}, asked too: ${(error as Error).message}`, { cause: error })
      }
    })
  }

  private checkSignatures(block: common.Block, { height, transactions }: FabricBlock): void {
    const envelopes = block.getData()?.getDataList_asU8() ?? []
    for (const { position, code, txId } of transactions) {
      if (code !== validationCodes.valid) continue
      const envelope = common.Envelope.deserializeBinary(envelopes[position] ?? new Uint8Array())
      const endorsers = inBlock(height, () => endorsersOf(envelope, this.signatories), txId)
      if (!endorsers.has('RegulatorMSP') || endorsers.size < 2)
        throw new LedgerFault(
          `transaction ${txId} is endorsed by ${[...endorsers].join(', ') || 'nobody'}: the regulator and another organisation are needed`,
          { block: height },
        )
    }
  }

  private compareWithOwn(block: FabricBlock): void {
    if (this.own === null || block.height >= this.own.height) return
    const own = this.own.block(block.height)
    const [ours, theirs] = [entriesOf(own), entriesOf(block)]
    const fits = ours.length === theirs.length && ours.every((entry, i) => theirs[i]?.equals(entry) ?? false)
    if (!equal(own.hash, block.hash) || !fits)
      throw new LedgerFault("this node's own log holds something else", { block: block.height })
  }

  private checkCheckpoint(): Checkpoint | null {
    const { checkpoint: note, checkpointKey: key, profile } = this.options
    if (note === undefined) return null
    const checkpoint = inBlock(null, () => parseCheckpoint(note))
    const { origin, size, root } = checkpoint
    if (origin !== this.origin)
      throw new LedgerFault(`the checkpoint is of ${origin}, and this ledger is ${this.origin}`)
    if (key !== null && openCheckpoint(note, { name: signerNameOf(origin, profile), key }) === null)
      throw new LedgerFault('this node did not sign the checkpoint')
    if (size > this.log.size)
      throw new LedgerFault(
        `the checkpoint knows ${String(size)} transactions, the peer ${String(this.log.size)}`,
      )
    if (!equal(root, this.log.rootAt(size)))
      throw new LedgerFault(`the first ${String(size)} transactions are not those of the checkpoint`)
    return checkpoint
  }
}

function inBlock<T>(block: number | null, work: () => T, txId?: string): T {
  try {
    return work()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new LedgerFault(txId === undefined ? reason : `transaction ${txId}: ${reason}`, { block })
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b)
}
