/** What would keep a server from joining its network, found out before anything is written and before gRPC is loaded. */
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { sha256 } from '../../platform/hashing.ts'
import { BadProfile, loadProfile, type FabricProfile } from './profile.ts'

const patienceMs = 2_000

/** null: the profile is whole, and for every organisation of it a peer listens. @param file path of the profile */
export async function networkFault(file: string): Promise<string | null> {
  if (!existsSync(file))
    return `FABRIC_PROFILE ${file} is not there: \`npm run fabric:up\` starts a network on this machine and writes it`
  let profile: FabricProfile
  try {
    profile = loadProfile(file)
  } catch (error) {
    if (error instanceof BadProfile) return `FABRIC_PROFILE ${error.message}`
    throw error
  }
  for (const { msp, peers } of profile.hosts) {
    const answers = await Promise.all(peers.map(({ endpoint }) => listens(endpoint)))
    if (answers.includes(true)) continue
    const tried = peers.map(({ endpoint }) => endpoint).join(', ')
    return `no peer answers for ${msp} (${tried}): is the network up? \`npm run fabric:up\` starts the one on this machine`
  }
  return null
}

/** Tells one network from another, also from its successor in the same folder: by the certificates that it trusts. */
export function networkIdOf(file: string): string | null {
  if (!existsSync(file)) return null
  const cas = loadProfile(file).organisations.map(({ ca }) => ca)
  return Buffer.from(sha256(Buffer.from(cas.sort().join('')))).toString('base64url')
}

function listens(endpoint: string): Promise<boolean> {
  const [host = '', port] = endpoint.split(':')
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: patienceMs })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}
