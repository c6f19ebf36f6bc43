/** The settings of a server: the only place that knows the names of environment variables. */
import { inspect } from 'node:util'
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** Relative paths in settings count from the checkout, wherever the command was called. */
const checkout = resolve(fileURLToPath(new URL('../..', import.meta.url)))
const fromCheckout = (path: string) => (isAbsolute(path) ? path : join(checkout, path))

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

function isUrl(text: string, protocols: string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol)
}

/** Requests are signed for host and path, so nothing stands in front of the path. */
function isNodeUrl(text: string): boolean {
  return isUrl(text, ['http:', 'https:']) && new URL(text).origin === text.toLowerCase()
}

const ledgers = ['embedded', 'fabric'] as const

/** Two folders, so that both ledgers can be tried one after the other. */
const dataDirs = { embedded: './data', fabric: './data/fabric' } as const

const variables = {
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'a port number, 0 to 65535 (0: any free one)')
    .transform(Number)
    .refine((port) => port <= 65535, 'a port number, 0 to 65535 (0: any free one)')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, 'a host name or an IP address to listen on')
    .default('127.0.0.1'),
  DATA_DIR: z.string().optional(),
  PUBLIC_URL: z
    .string()
    .refine((url) => isUrl(url, ['http:', 'https:']), 'an http:// or https:// address')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  DATABASE_URL: z
    .string()
    .refine((url) => isUrl(url, ['postgresql:', 'postgres:']), 'a postgresql:// address')
    .optional(),
  LEDGER: z.enum(ledgers, { error: '"embedded" or "fabric"' }).default('embedded'),
  FABRIC_PROFILE: z.string().default('./network/data/profiles/all.json').transform(fromCheckout),
  NODES: z
    .string()
    .transform((list) => list.split(',').map((url) => url.trim().replace(/\/$/, '')))
    .refine((urls) => urls.every(isNodeUrl), 'addresses as https://node.example, with commas between them')
    .default([]),
  DEMO: z.enum(['on', 'off'], { error: '"on" or "off"' }).default('on'),
  LOG_LEVEL: z.enum(levels, { error: `one of ${levels.join(', ')}` }).default('info'),
  SECRET_KEY_FILE: z.string().transform(fromCheckout).optional(),
} as const

/** Where the command line finds a server, when not through the demo world's file. */
const clientVariables = {
  VERITRAIL_URL: z
    .string()
    .refine((url) => isUrl(url, ['http:', 'https:']), 'an http:// or https:// address')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  VERITRAIL_TOKEN: z.string().optional(),
} as const

export const variableNames = [...Object.keys(variables), ...Object.keys(clientVariables)]

/** Their values are never printed, not even to say that they are wrong. */
const secretVariables: ReadonlySet<string> = new Set(['DATABASE_URL', 'VERITRAIL_TOKEN'])

type Environment = Readonly<Record<string, string | undefined>>

export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute path. */
  readonly dataDir: string
  /** Without a slash at its end; the stem of Digital Links. */
  readonly publicUrl: string
  readonly databaseUrl: string | null
  readonly ledger: 'embedded' | 'fabric'
  /** Absolute path; read where `ledger` is fabric. */
  readonly fabricProfile: string
  /** Addresses of the other organisations' nodes, without a path. */
  readonly nodes: readonly string[]
  readonly demo: boolean
  readonly logLevel: (typeof levels)[number]
  /** Absolute path. */
  readonly secretKeyFile: string | null
}

export interface ClientConfig {
  /** Of the server, without a slash at its end. */
  readonly url: string
  /** false: `url` is the default. */
  readonly urlIsSet: boolean
  readonly token: string | null
  readonly dataDir: string
}

export class BadSettings extends Error {
  override readonly name = 'BadSettings'
  /** One line a bad variable. */
  readonly faults: readonly string[]
  /** Those that are good, so that a start can look for faults behind them too. */
  readonly good: Partial<Pick<Config, 'host' | 'port' | 'dataDir'>>

  constructor(faults: readonly string[], good: BadSettings['good'] = {}) {
    super(faults.join('\n'))
    this.faults = faults
    this.good = good
  }
}

/**
 * Reads the settings; an empty variable counts as not set.
 * @throws BadSettings that names every variable whose value is wrong
 */
export function loadConfig(env: Environment = process.env): Config {
  const parsed = z.object(variables).safeParse(withoutEmpty(env))
  if (!parsed.success) throw new BadSettings(faultsOf(parsed.error, env), goodOf(env))
  const { PORT, HOST, DATA_DIR, PUBLIC_URL, DATABASE_URL, LEDGER, FABRIC_PROFILE } = parsed.data
  const { NODES, DEMO, LOG_LEVEL, SECRET_KEY_FILE } = parsed.data
  return guarded({
    port: PORT,
    host: HOST,
    dataDir: fromCheckout(DATA_DIR ?? dataDirs[LEDGER]),
    publicUrl: PUBLIC_URL ?? `http://localhost:${String(PORT)}`,
    databaseUrl: DATABASE_URL ?? null,
    ledger: LEDGER,
    fabricProfile: FABRIC_PROFILE,
    nodes: NODES,
    demo: DEMO === 'on',
    logLevel: LOG_LEVEL,
    secretKeyFile: SECRET_KEY_FILE ?? null,
  })
}

/**
 * The settings of the command line, which speaks to a server over HTTP.
 * @throws BadSettings
 */
export function loadClientConfig(env: Environment = process.env): ClientConfig {
  const { PORT, DATA_DIR, LEDGER } = variables
  const parsed = z.object({ PORT, DATA_DIR, LEDGER, ...clientVariables }).safeParse(withoutEmpty(env))
  if (!parsed.success) throw new BadSettings(faultsOf(parsed.error, env))
  const { VERITRAIL_URL, VERITRAIL_TOKEN } = parsed.data
  return Object.freeze({
    url: VERITRAIL_URL ?? `http://localhost:${String(parsed.data.PORT)}`,
    urlIsSet: VERITRAIL_URL !== undefined,
    token: VERITRAIL_TOKEN ?? null,
    dataDir: fromCheckout(parsed.data.DATA_DIR ?? dataDirs[parsed.data.LEDGER]),
  })
}

function withoutEmpty(env: Environment): Record<string, string | undefined> {
  return Object.fromEntries(variableNames.map((name) => [name, env[name] === '' ? undefined : env[name]]))
}

function faultsOf(error: z.ZodError, env: Environment): string[] {
  return error.issues.map((issue) => {
    const name = String(issue.path[0])
    const shown = secretVariables.has(name) ? '[redacted]' : JSON.stringify(env[name])
    return `${name} is ${shown}; it must be ${issue.message}`
  })
}

function goodOf(env: Environment): BadSettings['good'] {
  const { PORT, HOST, DATA_DIR, LEDGER } = withoutEmpty(env)
  const port = variables.PORT.safeParse(PORT)
  const host = variables.HOST.safeParse(HOST)
  const ledger = variables.LEDGER.safeParse(LEDGER)
  return {
    ...(port.success && { port: port.data }),
    ...(host.success && { host: host.data }),
    ...(ledger.success && { dataDir: fromCheckout(DATA_DIR ?? dataDirs[ledger.data]) }),
  }
}

/** Frozen, and printed without its secrets however it gets into a log. */
function guarded(config: Config): Config {
  const printed = () => ({ ...config, databaseUrl: config.databaseUrl === null ? null : '[redacted]' })
  Object.defineProperty(config, 'toJSON', { value: printed })
  Object.defineProperty(config, inspect.custom, { value: printed })
  return Object.freeze(config)
}
