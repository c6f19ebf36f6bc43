import { pino, type Logger } from 'pino'

export type { Logger }

/** Fields that are never written, wherever they stand in a logged object. */
const secretFields = ['password', 'token', 'secret', 'authorization', 'cookie', 'databaseUrl']

/**
 * The server's log: one JSON object a line on standard output.
 * @param level trace, debug, info, warn, error, fatal or silent
 */
export function createLogger(level: string, stream?: NodeJS.WritableStream): Logger {
  const paths = secretFields.flatMap((field) => [
    field,
    `*.${field}`,
    `*.headers.${field}`,
    `headers["set-cookie"]`,
  ])
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: [...new Set(paths)], censor: '[redacted]' },
  }
  return stream === undefined ? pino(options) : pino(options, stream)
}
