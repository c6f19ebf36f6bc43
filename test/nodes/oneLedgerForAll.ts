/**
 * One embedded ledger under several servers, each of which sees and signs only what its organisation may: as on a shared
 * channel, without one.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Msp } from '../../chaincode/src/domain/ledgerApi.ts'
import { openEmbeddedLedger } from '../../server/src/ledger/embedded/embeddedLedger.ts'
import type { LedgerBlock, OpenLedger } from '../../server/src/ledger/port.ts'
import { openKeystore } from '../../server/src/platform/keystore.ts'
import type { NodeIdentity } from '../../server/src/platform/nodes/nodeIdentity.ts'
import { certifiedBy } from '../server/certifiedBy.ts'

/** As on Fabric: collection `packKeys`. */
const holdPackKeys: readonly Msp[] = ['PharmaciesMSP', 'RegulatorMSP']

export interface SharedLedger {
  seenBy(msp: Msp): Promise<OpenLedger>
  close(): Promise<void>
}

export async function openSharedLedger(): Promise<SharedLedger> {
  const dir = await mkdtemp(join(tmpdir(), 'veritrail-shared-'))
  const keystore = openKeystore(dir, randomBytes(32))
  const ledger = await openEmbeddedLedger({ dir: join(dir, 'ledger'), keystore })
  return {
    seenBy: async (msp) => viewOf(ledger, msp, await certifiedBy(keystore, msp)),
    async close() {
      await ledger.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function viewOf(ledger: OpenLedger, msp: Msp, identity: NodeIdentity): OpenLedger {
  const { kind, log, operation, membership } = ledger
  return {
    ...{ kind, log, operation },
    hosts: [msp],
    membership: { ...membership, identity },
    submit(fn, input, options) {
      if (options.as !== msp) throw new Error(`${msp} cannot sign as ${options.as}`)
      return ledger.submit(fn, input, options)
    },
    evaluate: (query, input, options) => ledger.evaluate(query, input, options),
    async *blocks(fromHeight, signal) {
      for await (const block of ledger.blocks(fromHeight, signal))
        yield holdPackKeys.includes(msp) ? block : withoutPrivateValues(block)
    },
    height: () => ledger.height(),
    close: async () => undefined,
  }
}

function withoutPrivateValues(block: LedgerBlock): LedgerBlock {
  const transactions = block.transactions.map((transaction) => ({
    ...transaction,
    privateWrites: transaction.privateWrites.map((write) => ({ ...write, key: null, value: null })),
  }))
  return { ...block, transactions }
}
