/** What a server needs to join a Fabric network: a JSON file, and beside it the certificates and keys that it names. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { Msp } from '../../../../chaincode/src/domain/ledgerApi.ts'

/** An organisation that this server signs for. */
export interface ProfileHost {
  msp: Msp
  /** PEM. */
  certificate: string
  privateKey: KeyObject
  /** Own peers first, then others' for when no own one answers. */
  peers: ProfilePeer[]
}

export interface ProfilePeer {
  /** `host:port` */
  endpoint: string
  /** PEM: who vouches for the peer's TLS certificate. */
  tlsCa: Buffer
}

export interface FabricProfile {
  channel: string
  chaincode: string
  hosts: ProfileHost[]
  /** Every organisation of the channel, with the certificate of its CA (PEM). */
  organisations: Authority[]
  /** Of the ordering service; none where the profile does not name any. */
  orderers: Authority[]
}

export interface Authority {
  msp: Msp
  /** PEM. */
  ca: string
}

export class BadProfile extends Error {
  override readonly name = 'BadProfile'
}

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, 'must be a name of letters, digits, dots and dashes')
const path = z.string().min(1, 'must name a file')

const authority = z.object({ msp: name, ca: path })

const schema = z.object({
  v: z.literal(1),
  channel: name,
  chaincode: z.string().regex(/^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$/, 'must be the name of a chaincode'),
  hosts: z
    .array(
      z.object({
        msp: name,
        certificate: path,
        privateKey: path,
        peers: z
          .array(
            z.object({ endpoint: z.string().regex(/^[^\s:/]+:\d{1,5}$/, 'must be host:port'), tlsCa: path }),
          )
          .min(1, 'must name a peer'),
      }),
    )
    .min(1, 'must name an organisation'),
  organisations: z.array(authority).min(1, 'must name an organisation'),
  /** Profiles of before do not name them. */
  orderers: z.array(authority).default([]),
})

/**
 * Reads the profile and every file that it names; paths in it are relative to it.
 * @throws BadProfile that names the file, the field and what is wrong with it
 */
export function loadProfile(file: string): FabricProfile {
  const parsed = schema.safeParse(readJson(file))
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${fieldOf(issue.path)}: ${issue.message}`)
    throw new BadProfile(`${file}: ${faults.join('; ')}`)
  }
  const { channel, chaincode, hosts, organisations, orderers } = parsed.data
  const read = <T>(field: string, named: string, parse: (bytes: Buffer) => T): T => {
    const place = resolve(dirname(file), named)
    try {
      return parse(readFileSync(place))
    } catch (error) {
      throw new BadProfile(`${file}: ${field}: ${place}: ${reasonOf(error)}`, { cause: error })
    }
  }
  return {
    channel,
    chaincode,
    hosts: hosts.map((host, i) => readHost(host, `hosts[${String(i)}]`, read)),
    organisations: readAuthorities('organisations', organisations, read),
    orderers: readAuthorities('orderers', orderers, read),
  }
}

type Read = <T>(field: string, named: string, parse: (bytes: Buffer) => T) => T

function readAuthorities(field: string, named: z.infer<typeof authority>[], read: Read): Authority[] {
  return named.map(({ msp, ca }, i) => ({
    msp,
    ca: read(`${field}[${String(i)}].ca`, ca, certificateText),
  }))
}

function readHost(host: z.infer<typeof schema>['hosts'][number], field: string, read: Read): ProfileHost {
  const certificate = read(`${field}.certificate`, host.certificate, certificateText)
  const privateKey = read(`${field}.privateKey`, host.privateKey, (bytes) => {
    const key = createPrivateKey(bytes)
    if (!new X509Certificate(certificate).checkPrivateKey(key))
      throw new Error(`it is not the key of ${field}.certificate`)
    return key
  })
  const peers = host.peers.map(({ endpoint, tlsCa }, i) => ({
    endpoint,
    tlsCa: Buffer.from(read(`${field}.peers[${String(i)}].tlsCa`, tlsCa, certificateText)),
  }))
  return { msp: host.msp, certificate, privateKey, peers }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new BadProfile(`${file}: ${reasonOf(error)}`, { cause: error })
  }
}

/** Kept byte for byte: a transaction id is made from the creator's certificate as it stands in the file. */
function certificateText(bytes: Buffer): string {
  new X509Certificate(bytes)
  return bytes.toString('utf8')
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${String(part)}]` : `${i > 0 ? '.' : ''}${String(part)}`))
    .join('')
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'there is no such file'
  return error instanceof SyntaxError ? `it is no JSON (${message})` : message
}
