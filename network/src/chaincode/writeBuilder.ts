/**
 * Fabric's external builder for our packages. A peer calls it without any environment to speak of, so Node's path and
 * the network's folder are written into it; anew at each start, since both may have changed.
 */
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Layout } from '../layout.ts'
import { pidsDirOf } from '../processes/pidFile.ts'

export const builderDirOf = (dir: string) => join(dir, 'builder')

const source = fileURLToPath(new URL('../../builder', import.meta.url))

export function writeBuilder(layout: Layout): void {
  const [folder, pids] = [join(builderDirOf(layout.dir), 'bin'), pidsDirOf(layout.dir)]
  for (const each of [folder, pids]) mkdirSync(each, { recursive: true })
  const runner = join(folder, 'runner.cjs')
  copyFileSync(join(source, 'runner.cjs'), runner)
  const values = { NODE: process.execPath, RUNNER: runner, PIDS: pids }
  for (const name of ['detect', 'build', 'release', 'run']) {
    const path = join(folder, name)
    writeFileSync(path, filledIn(readFileSync(join(source, name), 'utf8'), values))
    chmodSync(path, 0o755)
  }
  const peers = layout.peers.map((peer) => [String(peer.chaincodePort), peer.name])
  writeFileSync(join(pids, 'peers'), JSON.stringify(Object.fromEntries(peers)))
}

/** `@NAME@` in a script becomes the value, within double quotes of sh. */
function filledIn(script: string, values: Readonly<Record<string, string>>): string {
  return script.replaceAll(/@([A-Z]+)@/g, (_, name: string) =>
    (values[name] ?? '').replaceAll(/["$`\\]/g, (character) => `\\${character}`),
  )
}
