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
  DATA_DIR: z.string().default('./data').transform(fromCheckout),
  PUBLIC_URL: z
    .string()
    .refine((url) => isUrl(url, ['http:', 'https:']), 'an http:// or https:// address')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  DATABASE_URL: z
    .string()
    .refine((url) => isUrl(url, ['postgresql:', 'postgres:']), 'a postgresql:// address')
    .optional(),
  LEDGER: z
    .enum(['embedded'], { error: '"embedded" (Hyperledger Fabric is not available yet)' })
    .default('embedded'),
  DEMO: z.enum(['on', 'off'], { error: '"on" or "off"' }).default('on'),
  LOG_LEVEL: z.enum(levels, { error: `one of ${levels.join(', ')}` }).default('info'),
  SECRET_KEY_FILE: z.string().transform(fromCheckout).optional(),
} as const

export const variableNames = Object.keys(variables) as (keyof typeof variables)[]

/** Their values are never printed, not even to say that they are wrong. */
const secretVariables: ReadonlySet<string> = new Set(['DATABASE_URL'])

export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute path. */
  readonly dataDir: string
  /** Without a slash at its end; the stem of Digital Links. */
  readonly publicUrl: string
  readonly databaseUrl: string | null
  readonly ledger: 'embedded'
  readonly demo: boolean
  readonly logLevel: (typeof levels)[number]
  /** Absolute path. */
  readonly secretKeyFile: string | null
}

/** One line a bad variable. */
export class BadSettings extends Error {
  override readonly name = 'BadSettings'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

/**
 * Reads the settings; an empty variable counts as not set.
 * @throws BadSettings that names every variable whose value is wrong
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    variableNames.map((name) => [name, env[name] === '' ? undefined : env[name]]),
  )
  const parsed = z.object(variables).safeParse(given)
  if (!parsed.success) throw new BadSettings(parsed.error.issues.map((issue) => faultOf(issue, given)))
  const { PORT, HOST, DATA_DIR, PUBLIC_URL, DATABASE_URL, LEDGER, DEMO, LOG_LEVEL, SECRET_KEY_FILE } =
    parsed.data
  return guarded({
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    publicUrl: PUBLIC_URL ?? `http://localhost:${String(PORT)}`,
    databaseUrl: DATABASE_URL ?? null,
    ledger: LEDGER,
    demo: DEMO === 'on',
    logLevel: LOG_LEVEL,
    secretKeyFile: SECRET_KEY_FILE ?? null,
  })
}

function faultOf(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0])
  const shown = secretVariables.has(name) ? '[redacted]' : JSON.stringify(given[name])
  return `${name} is ${shown}; it must be ${issue.message}`
}

/** Frozen, and printed without its secrets however it gets into a log. */
function guarded(config: Config): Config {
  const printed = () => ({ ...config, databaseUrl: config.databaseUrl === null ? null : '[redacted]' })
  Object.defineProperty(config, 'toJSON', { value: printed })
  Object.defineProperty(config, inspect.custom, { value: printed })
  return Object.freeze(config)
}
