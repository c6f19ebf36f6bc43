/**
 * The settings of a network's owner: the only place below network/ that knows the environment. The server has its own
 * (server/src/config.ts), since it runs elsewhere too and knows a network by its profile alone.
 */
import { isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBinaries, type Binaries } from './binaries.ts'
import { Refusal } from './refusal.ts'

const checkout = resolve(fileURLToPath(new URL('../..', import.meta.url)))

export const networkVariableNames = ['FABRIC_BIN', 'FABRIC_DIR', 'FABRIC_PORT_OFFSET'] as const

type Environment = Readonly<Record<string, string | undefined>>

export interface NetworkSettings {
  /** Absolute. */
  dir: string
  /** undefined: that of the network that is there, else 0. */
  portOffset: number | undefined
  /** @throws Refusal that says what is missing */
  binaries: () => Binaries
}

/** Empty variables count as not set. @throws Refusal for a value that cannot be */
export function loadNetworkSettings(env: Environment = process.env): NetworkSettings {
  const { FABRIC_DIR, FABRIC_PORT_OFFSET } = env
  const dir = FABRIC_DIR ? FABRIC_DIR : './network/data'
  if (FABRIC_PORT_OFFSET && !/^-?\d{1,5}$/.test(FABRIC_PORT_OFFSET))
    throw new Refusal(
      `FABRIC_PORT_OFFSET is ${JSON.stringify(FABRIC_PORT_OFFSET)}; it must be a number added to every port`,
    )
  return {
    dir: isAbsolute(dir) ? dir : join(checkout, dir),
    portOffset: FABRIC_PORT_OFFSET ? Number(FABRIC_PORT_OFFSET) : undefined,
    binaries: () => findBinaries(env),
  }
}

/** What Fabric's programs and the builder's scripts need of the environment, and all they get. */
export function searchPath(env: Environment = process.env): { PATH?: string } {
  return env['PATH'] === undefined ? {} : { PATH: env['PATH'] }
}
