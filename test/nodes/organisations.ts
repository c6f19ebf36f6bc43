/** Three organisations, each on a node of its own, and one participant of each. */
import assert from 'node:assert/strict'
import type { Msp } from '../../chaincode/src/domain/ledgerApi.ts'
import type { CastMember } from '../../server/src/demo/cast.ts'
import { licence, password } from '../server/admission.ts'
import { Client, logIn } from '../server/client.ts'
import { eventually } from '../server/eventually.ts'
import { castOf } from '../server/fixtures.ts'
import { freePorts, makeNode, type NodeSettings, type TestNode } from './testNode.ts'

export const nodeNames = ['regulator', 'makers', 'pharmacies'] as const
export type NodeName = (typeof nodeNames)[number]

export const mspOf: Record<NodeName, Msp> = {
  regulator: 'RegulatorMSP',
  makers: 'ManufacturersMSP',
  pharmacies: 'PharmaciesMSP',
}
const memberOf = {
  regulator: castOf.nationalRegulator,
  makers: castOf.northLab,
  pharmacies: castOf.cornerPharmacy,
} as const

export type Nodes = Record<NodeName, TestNode>
/** The admin of each node's participant, at work at its site. */
export type Admins = Record<NodeName, Client>

/** Running, with the ledger followed, and knowing one another's addresses; nobody has founded anything. */
export async function openNodes(
  ledgerOf: (name: NodeName) => Promise<NodeSettings['ledger']>,
): Promise<Nodes> {
  const ports = await freePorts(nodeNames.length)
  const urls = ports.map((port) => `http://127.0.0.1:${String(port)}`)
  const made = new Map<NodeName, TestNode>()
  for (const [i, name] of nodeNames.entries()) {
    const nodes = urls.filter((_, other) => other !== i)
    made.set(name, await makeNode({ port: ports[i] ?? 0, nodes, ledger: await ledgerOf(name) }))
  }
  try {
    for (const node of made.values()) await node.start()
  } catch (error) {
    // A server left open would keep mocha from ever ending.
    for (const node of made.values()) await node.remove()
    throw error
  }
  return Object.fromEntries(made) as Nodes
}

/** As organisations join: founded on the regulator's node, admitted by votes on each node, entered by each node's own link. */
export async function bringInAcross(nodes: Nodes): Promise<Admins> {
  const early = await enter(nodes, 'makers')
  assert.deepEqual([early.status, early.body['code']], [404, 'PARTICIPANT_UNKNOWN'])
  assert.equal((await enter(nodes, 'regulator')).status, 201)
  const regulator = await settleIn(nodes, 'regulator')
  const { gln } = memberOf.regulator
  await eventually(() => nodes.makers.server().ground.replica.read(`participant/${gln}`) !== null)
  const foreign = await enter(nodes, 'makers', memberOf.regulator)
  assert.deepEqual([foreign.status, foreign.body['code']], [403, 'HOSTED_ELSEWHERE'])
  await admit(nodes, regulator, 'makers', [])
  const makers = await settleIn(nodes, 'makers')
  await admit(nodes, regulator, 'pharmacies', [makers])
  return { regulator, makers, pharmacies: await settleIn(nodes, 'pharmacies') }
}

async function admit(nodes: Nodes, regulator: Client, name: NodeName, voters: Client[]): Promise<void> {
  const { gln, msp, roles, name: called } = memberOf[name]
  const pdf = { 'Content-Type': 'application/pdf' }
  const { hash } = await regulator.must<{ hash: string }>('/documents', licence(called), pdf)
  const proposal = { gln, organisation: msp, roles, proof: hash, name: called }
  let { id, outcome } = await regulator.must<{ id: string; outcome: string }>('/proposals', proposal)
  for (const voter of voters) {
    await eventually(async () => (await voter.get(`/proposals/${id}`)).status === 200)
    ;({ outcome } = await voter.must<{ outcome: string }>(`/proposals/${id}/votes`, { approve: true }))
  }
  assert.equal(outcome, 'admitted')
  await eventually(() => nodes[name].server().ground.replica.read(`participant/${gln}`) !== null)
  assert.equal((await enter(nodes, name)).status, 201)
}

/** Uses the link that the node's start printed. */
async function enter(nodes: Nodes, name: NodeName, member: CastMember = memberOf[name]) {
  const { gln, name: called, user } = member
  const link = await nodes[name].server().capabilities.participants.openingLink()
  const token = link?.split('#')[1]
  const request = { token, participant: { gln, name: called }, user: { ...user, password } }
  return new Client(nodes[name].url).post('/founding', request)
}

async function settleIn(nodes: Nodes, name: NodeName): Promise<Client> {
  const { user, site } = memberOf[name]
  const client = await logIn(nodes[name].url, user.email, password)
  await client.must('/sites', site)
  const { body: me } = await client.get<{ id: string }>('/me')
  await client.put(`/users/${me.id}`, { site: site.gln })
  return client
}
