/** Where a command sends its requests and as whom: the two variables, or else the demo world's own file. */
import type { Role } from '../../../chaincode/src/domain/ledgerApi.ts'
import type { ClientConfig } from '../config.ts'
import { readDemoFile, type DemoLogin } from '../demo/demoFile.ts'
import { CommandFailure } from './outcome.ts'

export interface Credentials {
  url: string
  token: string
  /** Who acts, where the demo world tells. */
  who: string | null
}

/**
 * @param roles the roles of those who may give this command; the demo world's first log-in that holds one is taken
 * @param who a demo log-in's name or e-mail, to choose another
 */
export function findCredentials(
  config: ClientConfig,
  roles: readonly Role[],
  who: string | null,
): Credentials {
  if (config.token !== null) return { url: config.url, token: config.token, who: null }
  const demo = readDemoFile(config.dataDir)
  if (demo === null) {
    throw new CommandFailure(
      'usage',
      'no token: set VERITRAIL_TOKEN (and VERITRAIL_URL), or start the demo world in this folder with npm start',
    )
  }
  const login = demo.logins.find((candidate) =>
    who === null ? holdsOne(candidate, roles) : isCalled(candidate, who),
  )
  if (login === undefined) {
    const known = demo.logins.map((candidate) => `${candidate.who} (${candidate.email})`).join(', ')
    throw new CommandFailure(
      'usage',
      `no demo log-in ${who ?? `with role ${roles.join(' or ')}`}; there are: ${known}`,
    )
  }
  return { url: config.urlIsSet ? config.url : demo.url, token: login.token, who: login.who }
}

function holdsOne(login: DemoLogin, roles: readonly Role[]): boolean {
  return login.roles.some((role) => roles.includes(role))
}

function isCalled(login: DemoLogin, who: string): boolean {
  return [login.who, login.email].some((name) => name.toLowerCase() === who.toLowerCase())
}
