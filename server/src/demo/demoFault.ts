/** A demo world on Fabric stands half in the data folder and half on a channel, which no server can empty. */
import type { Config } from '../config.ts'
import { networkIdOf } from '../ledger/fabric/networkFault.ts'
import { isUnfinished, networkOfDemo } from './demoFile.ts'

type DemoConfig = Pick<Config, 'dataDir' | 'ledger' | 'fabricProfile'>

const anew =
  '`npm run fabric:reset`, then `npm run demo:reset` (with LEDGER=fabric), then `npm run fabric:up`'

/** Why a server cannot start on the demo world of this data folder; null: it can, or there is none. */
export function demoFault(config: DemoConfig): string | null {
  const { dataDir, ledger } = config
  if (ledger !== 'fabric') return null
  if (isUnfinished(dataDir))
    return `the making of the demo world was cut off, and the channel keeps what it has. A new one takes ${anew}`
  const made = networkOfDemo(dataDir)
  return made === null || made === networkIdOf(config.fabricProfile)
    ? null
    : `the demo world in ${dataDir} was made on another network: \`npm run demo:reset\` (with LEDGER=fabric) clears it away`
}

/** Why the demo world cannot be thrown away here; null: it can. */
export function resetFault({
  dataDir,
  fabricProfile,
}: Pick<DemoConfig, 'dataDir' | 'fabricProfile'>): string | null {
  const made = networkOfDemo(dataDir)
  if (made === null || made !== networkIdOf(fabricProfile)) return null
  return `the demo world in ${dataDir} stands on a Fabric channel, and no server can empty that. A new one takes ${anew}`
}
