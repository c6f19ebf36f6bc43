import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Database } from '../platform/database/openDatabase.ts'
import { JournalDrain } from './drainJournal.ts'
import { Journal } from './journal.ts'
import { encodeScanRecord, type ScanRecord } from './scanRecord.ts'

export interface AuditTrail {
  /** Resolves when the record is on disk; rejects with `Unavailable` when it cannot be kept. */
  record(record: ScanRecord): Promise<void>
  /** Moves all that is on disk now to where `GET scans` reads; it happens by itself within moments. */
  drain(): Promise<void>
  /** Once nobody records any more. What was not drained is there at the next start. */
  close(): Promise<void>
}

/** Opens the journal below the data folder and starts to drain it. Throws what the file system says. */
export function openAuditTrail(parts: { dataDir: string; database: Database; log: Logger }): AuditTrail {
  const { dataDir, database, log } = parts
  const journal = new Journal({ folder: join(dataDir, 'journal') })
  if (journal.cutBytes > 0) log.warn({ bytes: journal.cutBytes }, 'audit.tornTailCut')
  const drain = new JournalDrain({ journal, database, log })
  return {
    record: (record) => journal.append(encodeScanRecord(record)),
    drain: () => drain.drain(),
    async close() {
      await drain.stop()
      await journal.close()
    },
  }
}
