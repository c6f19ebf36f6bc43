import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Network, ProfileName } from '../../network/src/network.ts'

/** The network's profile for another chaincode; beside it, since the paths in it are relative. @returns its path */
export function profileOf(network: Network, name: ProfileName, chaincode: string): string {
  const file = network.profiles[name]
  const profile = JSON.parse(readFileSync(file, 'utf8')) as { chaincode: string }
  const copy = join(dirname(file), `${name}-${chaincode}.json`)
  writeFileSync(copy, JSON.stringify({ ...profile, chaincode }))
  return copy
}
