/**
 * A process for the fault tests: appends records to the journal in the folder named, some at a time, and prints the
 * number of each one that was acknowledged, or `refused` for one that was not. It stops after `limit` records.
 */
import { Journal } from '../../../server/src/audit/journal.ts'

// a file beyond the size limit then fails with EFBIG, as a full disk does with ENOSPC
process.on('SIGXFSZ', () => undefined)
const [folder = '', limit = 'Infinity'] = process.argv.slice(2)
const journal = new Journal({ folder, segmentBytes: 32 * 1024 })
let next = 0
async function append(): Promise<void> {
  while (next < Number(limit)) {
    const number = next++
    try {
      await journal.append(new TextEncoder().encode(`${String(number)} ${'.'.repeat(number % 300)}`))
      process.stdout.write(`${String(number)}\n`)
    } catch (error) {
      process.stdout.write(`refused ${(error as Error).name}\n`)
    }
  }
}
await Promise.all(Array.from({ length: 20 }, append))
await journal.close()
