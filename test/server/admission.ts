/** How participants get into a network over HTTP, as real ones do: founded by the link, proposed, voted for, invited. */
import { Client, logIn } from './client.ts'
import { fixtures, type Fixture, type FixtureName } from './fixtures.ts'

export const password = 'correct horse battery'

export function emailOf(name: FixtureName): string {
  return `admin@${name.toLowerCase()}.example`
}

/** A PDF as far as this server looks at it. */
export const licence = (name: string) => Buffer.from(`%PDF-1.7\n% licence of ${name}\n`)

/** @param token of the founding link */
async function found(url: string, token: string): Promise<void> {
  const { gln, name } = fixtures.nationalRegulator
  const user = { email: emailOf('nationalRegulator'), name: 'Founder', password }
  await new Client(url).must('/founding', { token, participant: { gln, name }, user })
}

/** The regulator proposes, then every organisation that has a vote votes, until it is decided. */
async function admit(fixture: Fixture, admins: ReadonlyMap<FixtureName, Client>): Promise<void> {
  const { gln, msp, roles, name } = fixture
  const regulator = admins.get('nationalRegulator') ?? raise()
  const pdf = { 'Content-Type': 'application/pdf' }
  const { hash } = await regulator.must<{ hash: string }>('/documents', licence(name), pdf)
  const proposal = { gln, organisation: msp, roles, proof: hash, name }
  let { id, outcome } = await regulator.must<{ id: string; outcome: string }>('/proposals', proposal)
  const voted = new Set(['RegulatorMSP'])
  for (const [voter, client] of admins) {
    const organisation = fixtures[voter].msp
    if (outcome !== 'open' || voted.has(organisation)) continue
    voted.add(organisation)
    ;({ outcome } = await client.must<{ outcome: string }>(`/proposals/${id}/votes`, { approve: true }))
  }
  if (outcome !== 'admitted') throw new Error(`${name} is ${outcome}`)
}

export async function acceptInvitation(admin: Client, invitation: object, name: string): Promise<void> {
  const { token } = await admin.must<{ token: string }>('/users', invitation)
  await new Client(admin.url).must(`/invitations/${token}`, { name, password })
}

/** The admin registers the site and goes to work there. */
async function settleIn(url: string, name: FixtureName): Promise<Client> {
  const client = await logIn(url, emailOf(name), password)
  const { site } = fixtures[name]
  await client.must('/sites', { gln: site, name: `${fixtures[name].name}, High Street` })
  const me = await client.get<{ id: string }>('/me')
  const moved = await client.put(`/users/${me.body.id}`, { site })
  if (moved.status !== 200) throw new Error(JSON.stringify(moved.body))
  return client
}

function raise(): never {
  throw new Error('the regulator comes first')
}

/** Founds the network and brings everybody named into it; the clients of their admins. */
export async function bringIn(
  url: string,
  foundingToken: string,
  names: readonly FixtureName[],
): Promise<Map<FixtureName, Client>> {
  const admins = new Map<FixtureName, Client>()
  await found(url, foundingToken)
  const regulator = await settleIn(url, 'nationalRegulator')
  admins.set('nationalRegulator', regulator)
  for (const name of names) {
    if (name === 'nationalRegulator') continue
    await admit(fixtures[name], admins)
    const invitation = { email: emailOf(name), participant: fixtures[name].gln, isAdmin: true }
    await acceptInvitation(regulator, invitation, name)
    admins.set(name, await settleIn(url, name))
  }
  return admins
}
