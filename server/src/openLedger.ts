/** Opens the ledger that the settings name. */
import { join } from 'node:path'
import type { Config } from './config.ts'
import { openEmbeddedLedger } from './ledger/embedded/embeddedLedger.ts'
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
}

/** @throws HistoryLost; Error where it cannot be opened */
export async function openLedger({ config, keystore, clock, logger }: LedgerParts): Promise<OpenLedger> {
  if (config.ledger === 'fabric') throw new Error('LEDGER=fabric is not built yet')
  return await openEmbeddedLedger({
    ...{ dir: join(config.dataDir, 'ledger'), keystore, clock },
    report: (trouble, facts) => {
      logger.error(facts, trouble)
    },
  })
}
