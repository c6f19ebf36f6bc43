/** How participants get into a test's network over HTTP: as the demo world's do, with a password that tests know. */
import { admitCast } from '../../server/src/demo/admitCast.ts'
import { Client } from './client.ts'
import { castOf, type FixtureName } from './fixtures.ts'

export const password = 'correct horse battery'

/** Of the participant's admin. */
export function emailOf(name: FixtureName): string {
  return castOf[name].user.email
}

/** A PDF as far as this server looks at it. */
export const licence = (name: string) => Buffer.from(`%PDF-1.7\n% licence of ${name}\n`)

export async function acceptInvitation(admin: Client, invitation: object, name: string): Promise<void> {
  const { token } = await admin.must<{ token: string }>('/users', invitation)
  await new Client(admin.url).must(`/invitations/${token}`, { name, password })
}

/** Founds the network and brings everybody named into it; the clients of their admins. */
export async function bringIn(
  url: string,
  foundingToken: string,
  names: readonly FixtureName[],
): Promise<Map<FixtureName, Client>> {
  const founder = castOf.nationalRegulator
  const members = names.filter((name) => name !== 'nationalRegulator')
  const people = await admitCast(url, foundingToken, {
    founder,
    members: members.map((name) => castOf[name]),
    drawPassword: () => password,
  })
  const clients = (['nationalRegulator', ...members] as const).map((name): [FixtureName, Client] => {
    const { cookie = '', 'x-csrf-token': csrfToken = '' } =
      people.get(castOf[name].gln)?.client.credentials ?? {}
    return [name, new Client(url, { cookie, csrfToken })]
  })
  return new Map(clients)
}
