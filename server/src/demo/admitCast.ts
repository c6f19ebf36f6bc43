/** Founds the network and admits its members: proof documents, votes, first users, sites, tokens. */
import { randomBytes } from 'node:crypto'
import PDFDocument from 'pdfkit'
import { scopesOpenTo } from '../participants/access.ts'
import { apiClient, logIn, type ApiClient } from './apiClient.ts'
import { admitted, nationalRegulator, type CastMember } from './cast.ts'
import type { DemoLogin } from './demoFile.ts'

/** Each member's log-in with its session, by GLN. */
export type Admitted = Map<string, { login: DemoLogin; client: ApiClient }>

export async function admitCast(url: string, foundingToken: string): Promise<Admitted> {
  const password = drawPassword()
  const { gln, name, user } = nationalRegulator
  await apiClient(url).post('founding', {
    token: foundingToken,
    participant: { gln, name },
    user: { ...user, password },
  })
  const people: Admitted = new Map()
  people.set(gln, await settleIn(url, nationalRegulator, password))
  const regulator = clientOf(people, nationalRegulator)
  for (const member of admitted) {
    await admit(people, regulator, member)
    people.set(member.gln, await firstUser(url, regulator, member))
  }
  return people
}

export function clientOf(people: Admitted, member: CastMember): ApiClient {
  const found = people.get(member.gln)
  if (found === undefined) throw new Error(`demo world: ${member.name} is not admitted yet`)
  return found.client
}

/** The regulator proposes; every organisation that hosts a member already votes, until it is decided. */
async function admit(people: Admitted, regulator: ApiClient, member: CastMember): Promise<void> {
  const { gln, name, msp, roles, site } = member
  const { hash } = await regulator.upload<{ hash: string }>(
    'documents',
    'application/pdf',
    await licence(member),
  )
  const proposal = { gln, name, organisation: msp, roles, proof: hash, address: site.address }
  let { id, outcome } = await regulator.post<{ id: string; outcome: string }>('proposals', proposal)
  const asked = new Set([nationalRegulator.msp])
  for (const voter of admitted) {
    if (outcome !== 'open') break
    if (!people.has(voter.gln) || asked.has(voter.msp)) continue
    asked.add(voter.msp)
    const vote = await clientOf(people, voter).post<{ outcome: string }>(`proposals/${id}/votes`, {
      approve: true,
    })
    outcome = vote.outcome
  }
  if (outcome !== 'admitted') throw new Error(`demo world: ${name} was not admitted`)
}

async function firstUser(url: string, regulator: ApiClient, member: CastMember) {
  const { gln, user } = member
  const invitation = { email: user.email, participant: gln, isAdmin: true }
  const { token } = await regulator.post<{ token: string }>('users', invitation)
  const password = drawPassword()
  await apiClient(url).post(`invitations/${token}`, { name: user.name, password })
  return await settleIn(url, member, password)
}

/** Logs in, registers the site, works there from now on, and makes a token for the command line. */
async function settleIn(url: string, member: CastMember, password: string) {
  const { gln, name, roles, user, site } = member
  const client = await logIn(url, user.email, password)
  await client.post('sites', site)
  const me = await client.get<{ id: string }>('me')
  await client.put(`users/${me.id}`, { site: site.gln })
  const { token } = await client.post<{ token: string }>('tokens', {
    name: 'Command line of the demo world',
    site: site.gln,
    scopes: scopesOpenTo(roles),
    days: 365,
  })
  const login: DemoLogin = { who: name, gln, roles, site: site.gln, email: user.email, password, token }
  return { login, client }
}

/** 96 random bits, as four groups that a person can copy. */
function drawPassword(): string {
  return randomBytes(12)
    .toString('hex')
    .replace(/.{6}(?=.)/g, '$&-')
}

async function licence({ name, gln, roles }: CastMember): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', info: { Title: `Licence of ${name} (demo)` } })
  const parts: Buffer[] = []
  pdf.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise((resolve) => pdf.on('end', resolve))
  pdf.fontSize(20).text(`Licence of ${name}`).fontSize(12).moveDown()
  pdf.text(`GLN ${gln} may act as ${roles.join(', ')}.`).moveDown()
  pdf.text('Made for the demo world of Veritrail; it proves nothing.')
  pdf.end()
  await ended
  return Buffer.concat(parts)
}
