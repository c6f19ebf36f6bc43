import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { networkFault } from './ledger/fabric/networkFault.ts'

/** Why the ledger that the settings name cannot be opened, found out before anything is written; null: nothing speaks against it. */
export async function ledgerFault({
  dataDir,
  ledger,
  fabricProfile,
}: Pick<Config, 'dataDir' | 'ledger' | 'fabricProfile'>): Promise<string | null> {
  const others = ledger === 'fabric' ? 'ledger' : 'fabric-log'
  if (existsSync(join(dataDir, others)))
    return `DATA_DIR ${dataDir} belongs to the other ledger: name another folder for LEDGER=${ledger}`
  return ledger === 'fabric' ? await networkFault(fabricProfile) : null
}
