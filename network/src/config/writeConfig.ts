/** The configuration files of Fabric's programs. They are YAML; JSON is YAML too, and nothing has to be quoted by hand. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NodeSettings } from '../network.ts'
import type { Layout } from '../layout.ts'
import { builderDirOf } from '../chaincode/writeBuilder.ts'
import { channelConfig } from './channelConfig.ts'
import { cryptoConfig } from './cryptoFiles.ts'
import { ordererConfig } from './ordererConfig.ts'
import { peerConfig } from './peerConfig.ts'

export const configDirOf = (dir: string) => join(dir, 'config')

/** Written at each start: settings, and the folder's place, may have changed. */
export function writeConfig(layout: Layout, settings: NodeSettings): void {
  const files = {
    'crypto-config.yaml': cryptoConfig(layout),
    'configtx.yaml': channelConfig(layout, settings),
    'orderer.yaml': ordererConfig(),
    'core.yaml': peerConfig(builderDirOf(layout.dir), settings),
  }
  const folder = configDirOf(layout.dir)
  mkdirSync(folder, { recursive: true })
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`)
}
