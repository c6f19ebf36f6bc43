import { existsSync } from 'node:fs'
import { withFolderLock } from '../folder/folderLock.ts'
import { removeFolder } from '../folder/networkFile.ts'
import { stopAll } from '../processes/stopProcesses.ts'
import type { NetworkSettings } from '../settings.ts'
import type { Say } from './main.ts'

export async function reset({ dir }: NetworkSettings, say: Say): Promise<number> {
  if (!existsSync(dir)) {
    say(`there is no ${dir}`)
    return 0
  }
  await withFolderLock(dir, async () => {
    await stopAll(dir)
    removeFolder(dir)
  })
  say(`removed ${dir}: ledger, keys and certificates. npm run fabric:up makes another network.`)
  return 0
}
