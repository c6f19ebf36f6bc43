/** New keys and certificates, by the same authorities, for one node or for the identity that an organisation's servers use. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { alignChannel } from '../channel/alignChannel.ts'
import { healthy, inStep } from '../channel/health.ts'
import { nodeDir, userDir } from '../config/cryptoFiles.ts'
import { writeConfig } from '../config/writeConfig.ts'
import { keptLayout, readNetworkFile } from '../folder/networkFile.ts'
import { nodesOf, type Layout } from '../layout.ts'
import { runningProcesses } from '../processes/pidFile.ts'
import { spawnNode } from '../processes/spawnNode.ts'
import { stopProcesses } from '../processes/stopProcesses.ts'
import { Refusal } from '../refusal.ts'
import { extendCrypto, type Changed } from './addPeers.ts'

/**
 * Enrolment and TLS certificate of a node, which is started again with them; or, for the name of an organisation, of its
 * servers, which take theirs at their next start. What was signed before stays valid, and so does an old certificate until it
 * expires: keys of that kind are kept beside the new ones, in a folder called `.replaced`, until the next renewal.
 * @throws Refusal
 */
export async function renewCertificates(
  { dir, binaries, say = () => undefined }: Changed,
  name: string,
): Promise<void> {
  const kept = readNetworkFile(dir)
  if (kept === null) throw new Refusal(`there is no network in ${dir}: npm run fabric:up makes one`)
  const layout = keptLayout(dir, kept)
  const node = nodesOf(layout).find((each) => each.name === name)
  const running = runningProcesses(dir).filter((record) => record.name === name)
  if (node?.kind === 'orderer' && running.length === 0)
    throw new Refusal(
      `${name} must run: the channel knows its certificate, and is told of the new one by all orderers`,
    )
  writeConfig(layout, kept.settings)
  await replace(folderOf(layout, name), () => extendCrypto(layout, binaries))
  say(`made new keys and certificates of ${name}`)
  if (node === undefined) return
  if (node.kind === 'orderer') await alignChannel(layout, binaries)
  if (running.length === 0) return
  await stopProcesses(running, 'SIGTERM')
  spawnNode(layout, node, binaries, kept.settings.logging)
  await healthy(layout, node)
  await inStep(layout)
  say('it runs with them, in step with the others')
}

function folderOf(layout: Layout, name: string): string {
  const node = nodesOf(layout).find((each) => each.name === name)
  if (node !== undefined) return nodeDir(layout.dir, node)
  const organisation = layout.organisations.find((each) => each.name === name)
  if (organisation !== undefined) return userDir(layout.dir, organisation, 'User1')
  const known = [...nodesOf(layout), ...layout.organisations].map((each) => each.name)
  throw new Refusal(`there is no ${name}; there are ${known.join(', ')}`)
}

/** What was there comes back when `make` fails. */
async function replace(folder: string, make: () => Promise<void>): Promise<void> {
  const old = `${folder}.replaced`
  rmSync(old, { recursive: true, force: true })
  renameSync(folder, old)
  try {
    await make()
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    renameSync(old, folder)
    throw error
  }
  if (!existsSync(folder)) throw new Error(`cryptogen made no ${folder}`)
}
