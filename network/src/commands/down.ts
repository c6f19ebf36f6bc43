import { existsSync } from 'node:fs'
import { withFolderLock } from '../folder/folderLock.ts'
import { runningProcesses } from '../processes/pidFile.ts'
import { stopAll } from '../processes/stopProcesses.ts'
import type { NetworkSettings } from '../settings.ts'
import type { Say } from './main.ts'

/** Needs neither Fabric's programs nor a whole folder. */
export async function down({ dir }: NetworkSettings, say: Say): Promise<number> {
  const count = existsSync(dir) ? runningProcesses(dir).length : 0
  if (count > 0) await withFolderLock(dir, () => stopAll(dir))
  say(count === 0 ? `nothing runs in ${dir}` : `ended ${count} processes; the data stay in ${dir}`)
  return 0
}
