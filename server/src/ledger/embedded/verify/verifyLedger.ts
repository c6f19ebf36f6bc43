/**
 * Verifies an embedded ledger from its files alone, beside a running server too: it re-applies every block on a scratch
 * ledger and compares everything stored with what the blocks lead to.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { openCheckpoint, parseCheckpoint, type Checkpoint } from '../../log/checkpoint.ts'
import type { ContractClass } from '../../../../../chaincode/src/dispatcher.ts'
import { contracts as installedContracts } from '../../../../../chaincode/src/index.ts'
import type { RulesTally, Verification } from '../../verification.ts'
import { LmdbBlockStore, type BlockStore } from '../chain/blockStore.ts'
import { Chain } from '../chain/chain.ts'
import { installedContractId } from '../contracts/contractId.ts'
import { contractCaller } from '../contracts/contractCaller.ts'
import { originOfChain, signerNameOf } from '../embeddedLog.ts'
import { openEnvironment, type Environment } from '../chain/environment.ts'
import { checkpointPublicKey } from '../identity/organisations.ts'
import { compareTables } from './compareTables.ts'
import { LedgerFault } from './ledgerFault.ts'
import { countValid, readSignatories, replayBlock, type Signatories } from './replayBlock.ts'
import { newTally, runRulesAgain, type InstalledRules } from './runRulesAgain.ts'
import { sayWhatIsProven } from './sayWhatIsProven.ts'

export interface VerifyOptions {
  dir: string
  /** A checkpoint kept elsewhere: the text of the note. */
  checkpoint?: string
  /** Run the rules again: true for the installed ones. */
  rules?: boolean | { contracts: readonly ContractClass[]; contract: string }
  /** `of` grows while the ledger does. */
  onProgress?: (progress: { block: number; of: number }) => void
}

/** Never throws for what it finds; throws where there is no ledger to look at. */
export async function verifyLedger(options: VerifyOptions): Promise<Verification> {
  if (!existsSync(join(options.dir, 'data.mdb'))) throw new Error(`there is no ledger in ${options.dir}`)
  const stored = openEnvironment(options.dir, { readOnly: true })
  const scratchDir = mkdtempSync(join(tmpdir(), 'veritrail-verify-'))
  const scratch = openEnvironment(scratchDir, { scratch: true })
  try {
    return await new Verifier(stored, scratch, options).run()
  } finally {
    await scratch.root.close()
    await stored.root.close()
    rmSync(scratchDir, { recursive: true, force: true })
  }
}

class Verifier {
  private readonly stored: Environment
  private readonly scratch: Environment
  private readonly chain: Chain
  private readonly options: VerifyOptions
  private readonly transactions = { valid: 0, invalid: 0 }
  private readonly rules: InstalledRules | null
  private readonly tally: RulesTally | null

  constructor(stored: Environment, scratch: Environment, options: VerifyOptions) {
    this.stored = stored
    this.scratch = scratch
    this.chain = new Chain(scratch, { rememberIdsMs: Infinity })
    this.options = options
    this.rules = rulesOf(options.rules ?? false)
    this.tally = this.rules === null ? null : newTally()
  }

  async run(): Promise<Verification> {
    let checkpoint: Checkpoint | null = null
    let fault: LedgerFault | null = null
    try {
      await this.verify()
      checkpoint = this.checkCheckpoint()
    } catch (error) {
      fault = faultOf(error, this.chain.height)
    }
    const { chain, tally } = this
    const { transactions } = this
    const found = {
      fault: fault && { block: fault.block, key: fault.key, reason: fault.reason },
      rules: tally,
      transactions,
    }
    return {
      ...{ ok: fault === null, height: chain.height, logSize: chain.log.size, ...found },
      root: Buffer.from(chain.log.root()).toString('base64'),
      statements: sayWhatIsProven({ fault, checkpoint, logSize: chain.log.size, rules: tally }),
    }
  }

  private async verify(): Promise<void> {
    const live = new LmdbBlockStore(this.stored)
    const signatories = readSignatories(live)
    // While it grows, without holding its freed pages; then the little that is left, pinned.
    while (this.chain.height < live.height()) await this.replay(live, signatories, live.height())
    const snapshot = this.stored.tables.state.useReadTransaction()
    try {
      const then = new LmdbBlockStore(this.stored, snapshot)
      await this.replay(then, signatories, then.height())
      compareTables(this.stored, snapshot, this.scratch, then.height())
    } finally {
      snapshot.done()
    }
  }

  private async replay(source: BlockStore, signatories: Signatories, until: number): Promise<void> {
    while (this.chain.height < until) {
      const height = this.chain.height
      const { transactions, prepared, apply } = replayBlock(source, height, this.chain, signatories)
      if (this.rules !== null && this.tally !== null) {
        await runRulesAgain(transactions, prepared.codes, this.chain, this.rules, this.tally)
      }
      apply()
      const valid = countValid(prepared.codes)
      this.transactions.valid += valid
      this.transactions.invalid += prepared.codes.length - valid
      this.options.onProgress?.({ block: height + 1, of: until })
      if (height % 16 === 0) await nextTurn()
    }
  }

  private checkCheckpoint(): Checkpoint | null {
    const { checkpoint: note } = this.options
    if (note === undefined) return null
    const claimed = parseCheckpoint(note)
    const origin = originOfChain(this.chain)
    if (claimed.origin !== origin)
      throw new LedgerFault(`the checkpoint is of ${claimed.origin}, and this is ${origin}`)
    const key = checkpointPublicKey(this.chain.blocks.configuration())
    if (openCheckpoint(note, { name: signerNameOf(this.chain), key }) === null) {
      throw new LedgerFault('the checkpoint is not signed with the key of this ledger')
    }
    if (claimed.size > this.chain.log.size) {
      throw new LedgerFault(
        `the checkpoint knows ${claimed.size} transactions, the ledger holds only ${this.chain.log.size}`,
      )
    }
    if (!Buffer.from(claimed.root).equals(this.chain.log.rootAt(claimed.size))) {
      throw new LedgerFault(`the first ${claimed.size} transactions are not those of the checkpoint`)
    }
    return claimed
  }
}

function rulesOf(rules: NonNullable<VerifyOptions['rules']>): InstalledRules | null {
  if (rules === false) return null
  const { contracts, contract } =
    rules === true ? { contracts: installedContracts, contract: installedContractId() } : rules
  return { contract, callContract: contractCaller(contracts, 30_000) }
}

/** Bytes that cannot even be read are a fault of the block that was next. */
function faultOf(error: unknown, height: number): LedgerFault {
  if (error instanceof LedgerFault) return error
  return new LedgerFault(`it cannot be read (${error instanceof Error ? error.message : String(error)})`, {
    block: height,
  })
}
