/** Founds a network and admits its members as real ones get in: proof documents, votes, invitations, sites. */
import PDFDocument from 'pdfkit'
import { apiClient, logIn, type ApiClient } from './apiClient.ts'
import type { CastMember } from './cast.ts'

/** A member's admin, logged in and at work at its site. */
export interface Person {
  member: CastMember
  password: string
  client: ApiClient
}

/** By the member's GLN, in the order of their admission. */
export type People = ReadonlyMap<string, Person>

export interface Cast {
  founder: CastMember
  /** In the order in which they are to be admitted. */
  members: readonly CastMember[]
  /** For each new user. */
  drawPassword: () => string
}

/** @param foundingToken of the link that the first start printed */
export async function admitCast(url: string, foundingToken: string, cast: Cast): Promise<People> {
  const people = new Map<string, Person>()
  const { founder, members, drawPassword } = cast
  const { gln, name, user } = founder
  const password = drawPassword()
  await apiClient(url).post('founding', {
    token: foundingToken,
    participant: { gln, name },
    user: { ...user, password },
  })
  people.set(gln, await settleIn(url, founder, password))
  const regulator = clientOf(people, founder)
  for (const member of members) {
    await admit(people, founder, member)
    people.set(member.gln, await firstUser(url, regulator, member, drawPassword()))
  }
  return people
}

export function clientOf(people: People, member: CastMember): ApiClient {
  const found = people.get(member.gln)
  if (found === undefined) throw new Error(`${member.name} is not admitted`)
  return found.client
}

/** The founder proposes; the other organisations that host a member vote, until it is decided. */
async function admit(people: People, founder: CastMember, member: CastMember): Promise<void> {
  const { gln, name, msp, roles, site } = member
  const regulator = clientOf(people, founder)
  const { hash } = await regulator.upload<{ hash: string }>(
    'documents',
    'application/pdf',
    await licence(member),
  )
  const proposal = { gln, name, organisation: msp, roles, proof: hash, address: site.address }
  let { id, outcome } = await regulator.post<{ id: string; outcome: string }>('proposals', proposal)
  const voted = new Set([founder.msp])
  for (const { member: voter, client } of people.values()) {
    if (outcome !== 'open' || voted.has(voter.msp)) continue
    voted.add(voter.msp)
    const vote = await client.post<{ outcome: string }>(`proposals/${id}/votes`, { approve: true })
    outcome = vote.outcome
  }
  if (outcome !== 'admitted') throw new Error(`${name} is ${outcome}`)
}

async function firstUser(
  url: string,
  regulator: ApiClient,
  member: CastMember,
  password: string,
): Promise<Person> {
  const { gln, user } = member
  const invitation = { email: user.email, participant: gln, isAdmin: true }
  const { token } = await regulator.post<{ token: string }>('users', invitation)
  await apiClient(url).post(`invitations/${token}`, { name: user.name, password })
  return await settleIn(url, member, password)
}

/** Logs in, registers the site and works there from now on. */
async function settleIn(url: string, member: CastMember, password: string): Promise<Person> {
  const { user, site } = member
  const client = await logIn(url, user.email, password)
  await client.post('sites', site)
  const me = await client.get<{ id: string }>('me')
  await client.put(`users/${me.id}`, { site: site.gln })
  return { member, password, client }
}

async function licence({ name, gln, roles }: CastMember): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', info: { Title: `Licence of ${name} (demo)` } })
  const parts: Buffer[] = []
  pdf.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise((resolve) => pdf.on('end', resolve))
  pdf.fontSize(20).text(`Licence of ${name}`).fontSize(12).moveDown()
  pdf.text(`GLN ${gln} may act as ${roles.join(', ')}.`).moveDown()
  pdf.text('Made for a demonstration; it proves nothing.')
  pdf.end()
  await ended
  return Buffer.concat(parts)
}
