/**
 * Changes the channel's configuration into the one that config/channelConfig.ts makes of the layout: Fabric's own tools
 * find out what differs. Signed by the administrators of the organisations that the network began with.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { common } from '@hyperledger/fabric-protos'
import type { Binaries } from '../binaries.ts'
import { profileName } from '../config/channelConfig.ts'
import { configDirOf } from '../config/writeConfig.ts'
import { channel, type Layout } from '../layout.ts'
import { organisationOf, organisations as founders } from '../organisations.ts'
import { mustRun, runProgram } from '../processes/runProgram.ts'
import { must, ordererArgs, peerCommand } from './peerCommand.ts'

const patienceMs = 30_000
const pauseMs = 100

/** Resolves once an orderer has the new configuration, and so most of them; changes nothing where nothing differs. */
export async function alignChannel(layout: Layout, binaries: Binaries): Promise<void> {
  const update = await differenceOf(layout, binaries)
  if (update === null) return
  const file = join(configDirOf(layout.dir), 'update.pb')
  await writeFile(file, updateEnvelope(update))
  const [peer] = layout.peers
  if (peer === undefined) throw new Error('a network has a peer')
  const command = peerCommand(layout, binaries)
  for (const founder of founders)
    must(
      await command(peer, ['channel', 'signconfigtx', '-f', file], founder),
      `the signature of ${founder.msp}`,
    )
  const send = ['channel', 'update', '-f', file, '-c', channel, ...ordererArgs(layout)]
  must(await command(peer, send, regulator()), "the change of the channel's configuration")
  for (const deadline = Date.now() + patienceMs; (await differenceOf(layout, binaries)) !== null;) {
    if (Date.now() > deadline) throw new Error('the orderers took the new configuration and did not order it')
    await delay(pauseMs)
  }
}

const regulator = () => organisationOf(founders, 'RegulatorMSP')

/** A common.ConfigUpdate; null where the channel is as it shall be. */
async function differenceOf(layout: Layout, binaries: Binaries): Promise<Uint8Array | null> {
  const folder = configDirOf(layout.dir)
  const [block, now, wanted, update] = ['config.block', 'now.pb', 'wanted.pb', 'difference.pb'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string]
  const [peer] = layout.peers
  if (peer === undefined) throw new Error('a network has a peer')
  const fetch = ['channel', 'fetch', 'config', block, '-c', channel, ...ordererArgs(layout)]
  must(await peerCommand(layout, binaries)(peer, fetch, regulator()), 'fetching the configuration')
  await writeFile(now, configIn(await readFile(block)))
  const make = ['-profile', profileName, '-channelID', channel, '-outputBlock', block]
  await mustRun(binaries, 'configtxgen', ['-configPath', folder, ...make])
  await writeFile(wanted, configIn(await readFile(block)))
  const compute = ['compute_update', '--channel_id', channel, '--original', now, '--updated', wanted]
  const computed = await runProgram(binaries, 'configtxlator', [...compute, '--output', update])
  if (computed.stderr.includes('no differences detected')) return null
  must(computed, 'comparing the configurations')
  return await readFile(update)
}

/** The common.Config of a configuration block. */
function configIn(bytes: Uint8Array): Uint8Array {
  const [envelope] = common.Block.deserializeBinary(bytes).getData()?.getDataList_asU8() ?? []
  if (envelope === undefined) throw new Error('a configuration block holds a transaction')
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope).getPayload_asU8(),
  )
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig()
  if (config === undefined) throw new Error('a configuration block holds a configuration')
  return config.serializeBinary()
}

/** Around a common.ConfigUpdate; administrators add their signatures with `peer channel signconfigtx`. */
export function updateEnvelope(update: Uint8Array): Uint8Array {
  const updates = new common.ConfigUpdateEnvelope()
  updates.setConfigUpdate(update)
  const channelHeader = new common.ChannelHeader()
  channelHeader.setChannelId(channel)
  channelHeader.setType(common.HeaderType.CONFIG_UPDATE)
  const header = new common.Header()
  header.setChannelHeader(channelHeader.serializeBinary())
  const payload = new common.Payload()
  payload.setHeader(header)
  payload.setData(updates.serializeBinary())
  const envelope = new common.Envelope()
  envelope.setPayload(payload.serializeBinary())
  return envelope.serializeBinary()
}
