/** The channel's policy on chaincode definitions, read from a configuration block and put into a configuration update. */
import { readFile } from 'node:fs/promises'
import { common } from '@hyperledger/fabric-protos'
import { updateEnvelope } from '../../../network/src/channel/alignChannel.ts'

export interface ConfigPolicy {
  /** How often it has been written since the first block. */
  version: number
  /** Of the groups that it stands in: the channel's and the applications'. */
  groups: { channel: number; application: number }
  modPolicy: string
  /** common.Policy, serialised, base64. */
  policy: string
}

const groupName = 'Application'
const policyName = 'LifecycleEndorsement'

export async function lifecyclePolicyOf(blockFile: string): Promise<ConfigPolicy> {
  const block = common.Block.deserializeBinary(await readFile(blockFile))
  const envelope = common.Envelope.deserializeBinary(
    block.getData()?.getDataList_asU8()[0] ?? new Uint8Array(),
  )
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8())
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig()
  const channel = config?.getChannelGroup()
  const application = channel?.getGroupsMap().get(groupName)
  const policy = application?.getPoliciesMap().get(policyName)
  if (channel === undefined || application === undefined || policy === undefined)
    throw new Error(`there is no ${policyName} in ${blockFile}`)
  return {
    version: policy.getVersion(),
    groups: { channel: channel.getVersion(), application: application.getVersion() },
    modPolicy: policy.getModPolicy(),
    policy: Buffer.from(policy.getPolicy()?.serializeBinary() ?? []).toString('base64'),
  }
}

/** Any majority of the organisations: three of four would do, without the regulator. */
export function loosened(now: ConfigPolicy): ConfigPolicy {
  const rule = new common.ImplicitMetaPolicy()
  rule.setRule(common.ImplicitMetaPolicy.Rule.MAJORITY)
  rule.setSubPolicy('Endorsement')
  const policy = new common.Policy()
  policy.setType(common.Policy.PolicyType.IMPLICIT_META)
  policy.setValue(rule.serializeBinary())
  return { ...now, policy: Buffer.from(policy.serializeBinary()).toString('base64') }
}

/**
 * An unsigned envelope that writes the policy in its next version. What is read and written is named by versions; what is
 * left out stays (common/configtx/update.go).
 */
export function configUpdate(
  channel: string,
  { version, groups, modPolicy, policy }: ConfigPolicy,
): Uint8Array {
  const written = new common.ConfigPolicy()
  written.setVersion(version + 1)
  written.setModPolicy(modPolicy)
  written.setPolicy(common.Policy.deserializeBinary(Buffer.from(policy, 'base64')))
  const update = new common.ConfigUpdate()
  update.setChannelId(channel)
  update.setReadSet(channelGroup(groups, new common.ConfigGroup()))
  const group = new common.ConfigGroup()
  group.getPoliciesMap().set(policyName, written)
  update.setWriteSet(channelGroup(groups, group))
  return updateEnvelope(update.serializeBinary())
}

/** In the versions that they have: no member is added or taken away. */
function channelGroup(versions: ConfigPolicy['groups'], application: common.ConfigGroup): common.ConfigGroup {
  application.setVersion(versions.application)
  const group = new common.ConfigGroup()
  group.setVersion(versions.channel)
  group.getGroupsMap().set(groupName, application)
  return group
}
