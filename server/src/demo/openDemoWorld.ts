/** Makes the demo world on the first start, and tells at every start how to get into it. */
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toString as drawQr } from 'qrcode'
import { scopesOpenTo } from '../participants/access.ts'
import { admitCast, type Person } from './admitCast.ts'
import { apiClient } from './apiClient.ts'
import { admitted, cornerPharmacy, nationalRegulator } from './cast.ts'
import { markFinished, markUnfinished, readDemoFile, writeDemoFile } from './demoFile.ts'
import type { DemoFile, DemoLogin } from './demoFile.ts'
import { stockCast } from './stockCast.ts'

export interface DemoDeps {
  url: string
  dataDir: string
  clock: () => number
  /** null where somebody has an account here already. */
  openingLink: () => Promise<string | null>
  /** Why this node cannot make a demo world; null: it can. */
  obstacle: () => Promise<string | null>
  /** As in DemoFile. */
  network: string | null
  say: (line: string) => void
  /** True where `say` reaches a terminal, which can show a QR code. */
  interactive: boolean
}

/** A folder that was founded without a demo is left as it is. */
export async function openDemoWorld(deps: DemoDeps): Promise<void> {
  const { dataDir, url, say } = deps
  const known = readDemoFile(dataDir)
  const demo = known ?? (await makeDemoWorld(deps))
  if (demo === null) return
  if (demo.url !== url) writeDemoFile(dataDir, { ...demo, url })
  for (const line of describe(demo, dataDir)) say(line)
  if (deps.interactive) say(await drawQr(codeOfUntouched(demo), { type: 'terminal', small: true }))
}

async function makeDemoWorld(deps: DemoDeps): Promise<DemoFile | null> {
  const { url, dataDir, clock, network, say } = deps
  const link = await deps.openingLink()
  const token = link?.split('#')[1]
  if (token === undefined) return null
  const obstacle = await deps.obstacle()
  if (obstacle !== null) {
    say(
      `No demo world is made: ${obstacle}. To let the first person in, open once, within this start: ${link ?? ''}`,
    )
    return null
  }
  say('making the demo world ...')
  markUnfinished(dataDir, network)
  const people = await admitCast(url, token, { founder: nationalRegulator, members: admitted, drawPassword })
  const packs = await stockCast(people, clock())
  const logins: DemoLogin[] = []
  for (const person of people.values()) logins.push(await logInOf(person))
  const demo: DemoFile = { url, network, logins, packs }
  await drawLabel(demo, dataDir)
  writeDemoFile(dataDir, demo)
  markFinished(dataDir)
  return demo
}

/** What a person and the command line get in with. */
async function logInOf({ member, password, client }: Person): Promise<DemoLogin> {
  const { gln, name: who, roles, user, site } = member
  const { token } = await client.post<{ token: string }>('tokens', {
    name: 'Command line of the demo world',
    site: site.gln,
    scopes: scopesOpenTo(roles),
    days: 365,
  })
  return { who, gln, roles, site: site.gln, email: user.email, password, token }
}

/** 96 random bits, as four groups that a person can copy. */
function drawPassword(): string {
  return randomBytes(12)
    .toString('hex')
    .replace(/.{6}(?=.)/g, '$&-')
}

const labelIn = (dataDir: string) => join(dataDir, 'demo-label.png')

/** The label of the pack that nothing has happened to. */
async function drawLabel(demo: DemoFile, dataDir: string): Promise<void> {
  const { url, logins } = demo
  const token = logins.find(({ gln }) => gln === cornerPharmacy.gln)?.token ?? ''
  const code = encodeURIComponent(codeOfUntouched(demo))
  const label = await apiClient(url, { authorization: `Bearer ${token}` }).getBytes(
    `labels/datamatrix.png?code=${code}`,
  )
  writeFileSync(labelIn(dataDir), label)
}

function codeOfUntouched({ packs }: DemoFile): string {
  return packs[0]?.code ?? ''
}

function describe(demo: DemoFile, dataDir: string): string[] {
  const { logins, packs } = demo
  const signed = packs.find(({ isSigned }) => isSigned)
  const width = Math.max(...logins.map(({ email }) => email.length))
  return [
    '',
    'Demo world: log in as',
    ...logins.map(({ who, email, password }) => `  ${email.padEnd(width)}  ${password}  ${who}`),
    `These and a pack in every state are in ${join(dataDir, 'demo.json')}, a label to scan in ${labelIn(dataDir)}.`,
    '',
    'A pack that nothing has happened to yet:',
    `  ${codeOfUntouched(demo)}`,
    ...(signed === undefined ? [] : ['A pack that its maker signed:', `  ${signed.code}`]),
  ]
}
