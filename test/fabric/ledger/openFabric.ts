/** Ledgers of the adapter on the peers of a network of our own, in folders of their own. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Network, ProfileName } from '../../../network/src/network.ts'
import { bundleChaincode, productChaincode } from '../../../network/src/chaincode/bundle.ts'
import { openFabricLedger, type FabricLedgerOptions } from '../../../server/src/ledger/fabric/fabricLedger.ts'
import { loadProfile } from '../../../server/src/ledger/fabric/profile.ts'
import type { EnvelopeStore } from '../../../server/src/ledger/outbox/envelopeStore.ts'
import type { OpenLedger } from '../../../server/src/ledger/port.ts'
import { openKeystore } from '../../../server/src/platform/keystore.ts'

const folders: string[] = []

/** Keeps envelopes as long as this process lives: enough where nothing crashes. */
export class EnvelopesInMemory implements EnvelopeStore {
  readonly all = new Map<string, Uint8Array>()

  async keep(requestId: string, envelope: Uint8Array): Promise<void> {
    this.all.set(requestId, envelope)
  }

  async kept(requestId: string): Promise<Uint8Array | null> {
    return this.all.get(requestId) ?? null
  }

  async forget(requestId: string): Promise<void> {
    this.all.delete(requestId)
  }
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'veritrail-fabric-ledger-'))
  folders.push(folder)
  return folder
}

export interface OpenOptions extends Partial<Omit<FabricLedgerOptions, 'profile'>> {
  profile?: ProfileName
}

/** Of one chaincode on the network; by default signing for every organisation. */
export async function openOn(
  network: Network,
  chaincode: string,
  options: OpenOptions = {},
): Promise<OpenLedger> {
  const { profile = 'all', ...others } = options
  const folder = newFolder()
  return await openFabricLedger({
    ...{ dir: join(folder, 'log'), keystore: openKeystore(folder, randomBytes(32)) },
    envelopes: new EnvelopesInMemory(),
    ...others,
    profile: { ...loadProfile(network.profiles[profile]), chaincode },
  })
}

/** The suite's own contract, beside the product's. */
export async function deployNotes(network: Network, name: string): Promise<void> {
  const bundle = await bundleChaincode('test/fabric/ledger/noteChaincode.ts')
  await network.deploy({ name, version: '1', bundle })
}

/** The product's contracts once more, under another name and with nothing on them. */
export async function deployRules(network: Network, name: string): Promise<void> {
  await network.deploy({ ...(await productChaincode()), name })
}

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
