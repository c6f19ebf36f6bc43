import type { NetworkSettings } from '../settings.ts'
import type { Say } from './main.ts'

export async function check({ binaries }: NetworkSettings, say: Say): Promise<number> {
  const { dir, version } = binaries()
  say(`Hyperledger Fabric ${version} in ${dir}`)
  return 0
}
