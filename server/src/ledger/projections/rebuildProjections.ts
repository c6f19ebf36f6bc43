import type { Database } from '../../platform/database/openDatabase.ts'
import type { Ledger, LedgerBlock } from '../port.ts'
import { blockBatches } from '../following/blockBatches.ts'
import { replaceProjections, type Projections } from './projectionStore.ts'

/**
 * Makes every row of the read models anew from block 0 up to the ledger's present height, in one transaction: a crash leaves
 * the old rows. Accepts the ledger as it is, also where the old rows came from another history.
 * @param progress told how many blocks of how many are done
 * @returns the height that the rows now rest on
 */
export async function rebuildProjections(
  { ledger, database, projections }: { ledger: Ledger; database: Database; projections: Projections },
  progress: (done: number, of: number) => void = () => undefined,
): Promise<number> {
  const height = await ledger.height()
  const runs = runsUpTo(ledger, height, progress)
  return (await replaceProjections(database, projections, runs))?.height ?? 0
}

async function* runsUpTo(
  ledger: Ledger,
  height: number,
  progress: (done: number, of: number) => void,
): AsyncGenerator<LedgerBlock[]> {
  if (height === 0) return
  for await (const run of blockBatches(ledger, 0, new AbortController().signal)) {
    const wanted = run.filter((block) => block.height < height)
    if (wanted.length > 0) yield wanted
    const done = (wanted.at(-1)?.height ?? height - 1) + 1
    progress(done, height)
    if (done === height) return
  }
}
