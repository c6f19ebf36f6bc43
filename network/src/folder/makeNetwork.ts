/** Everything of a network that is made once: keys, certificates, the channel's first block, the servers' profiles. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from '../binaries.ts'
import { profileName } from '../config/channelConfig.ts'
import { cryptoDirOf } from '../config/cryptoFiles.ts'
import { profile, profileFiles, profileNames, profilesDirOf } from '../config/profiles.ts'
import { configDirOf, writeConfig } from '../config/writeConfig.ts'
import { channel, type Layout } from '../layout.ts'
import type { NodeSettings } from '../network.ts'
import { mustRun } from '../processes/runProgram.ts'
import { beginFolder, writeNetworkFile } from './networkFile.ts'

export const blockFileOf = (dir: string) => join(dir, `${channel}.block`)

export async function makeNetwork(
  layout: Layout,
  binaries: Binaries,
  settings: NodeSettings,
  chaincode: string,
): Promise<void> {
  const { dir } = layout
  beginFolder(dir)
  writeConfig(layout, settings)
  const config = configDirOf(dir)
  await mustRun(binaries, 'cryptogen', [
    ...['generate', '--config', join(config, 'crypto-config.yaml')],
    ...['--output', cryptoDirOf(dir)],
  ])
  const block = ['-profile', profileName, '-channelID', channel, '-outputBlock', blockFileOf(dir)]
  await mustRun(binaries, 'configtxgen', ['-configPath', config, ...block])
  writeProfiles(layout, chaincode)
  const orderers = layout.orderers.length === 1 ? 1 : 3
  writeNetworkFile(dir, { v: 1, portOffset: layout.portOffset, orderers, settings, chaincode })
}

export function writeProfiles(layout: Layout, chaincode: string): void {
  mkdirSync(profilesDirOf(layout.dir), { recursive: true })
  const files = profileFiles(layout)
  for (const name of profileNames(layout.organisations))
    writeFileSync(files[name], `${JSON.stringify(profile(layout, name, chaincode), null, 2)}\n`)
}
