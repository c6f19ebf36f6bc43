/** Opens the ledger that the settings name. */
import { join } from 'node:path'
import type { Config } from './config.ts'
import { openEmbeddedLedger } from './ledger/embedded/embeddedLedger.ts'
import type { EnvelopeStore } from './ledger/outbox/envelopeStore.ts'
import type { OpenLedger } from './ledger/port.ts'
import type { Keystore } from './platform/keystore.ts'
import type { Logger } from './platform/logger.ts'

export interface LedgerParts {
  /** Embedded, unless it says otherwise. */
  config: Pick<Config, 'dataDir'> & Partial<Pick<Config, 'ledger' | 'fabricProfile'>>
  keystore: Keystore
  /** ms since 1970. */
  clock: () => number
  logger: Logger
  /** For what is endorsed on Fabric and not yet known to be committed. */
  envelopes: EnvelopeStore
}

/** @throws HistoryLost; BadProfile; Unavailable where no peer answers; Error where it cannot be opened */
export async function openLedger(parts: LedgerParts): Promise<OpenLedger> {
  const { config, keystore, clock, logger } = parts
  const report = (trouble: string, facts: object) => {
    logger.error(facts, trouble)
  }
  if (config.ledger !== 'fabric')
    return await openEmbeddedLedger({ dir: join(config.dataDir, 'ledger'), keystore, clock, report })
  // gRPC and Fabric's messages take half a second to load: only where they are needed.
  const { openFabricLedger } = await import('./ledger/fabric/fabricLedger.ts')
  const { loadProfile } = await import('./ledger/fabric/profile.ts')
  const { envelopes } = parts
  const profile = loadProfile(config.fabricProfile ?? '')
  const dir = join(config.dataDir, 'fabric-log')
  return await openFabricLedger({ profile, dir, keystore, clock, envelopes, report })
}
