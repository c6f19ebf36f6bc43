/** Starts one orderer or peer, detached, so that it outlives the command that started it. */
import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Binaries } from '../binaries.ts'
import { configDirOf } from '../config/writeConfig.ts'
import { ordererEnvironment } from '../config/ordererConfig.ts'
import { peerEnvironment } from '../config/peerConfig.ts'
import type { Layout, PlannedNode } from '../layout.ts'
import { startOf } from './processIdentity.ts'
import { writePidFile } from './pidFile.ts'
import { searchPath } from '../settings.ts'

/** Without colours: it goes to a file. */
const logFormat = '%{time:2006-01-02T15:04:05.000Z07:00} %{level:.4s} [%{module}] %{message}'
const longestLog = 16 * 1024 * 1024

export function spawnNode(layout: Layout, node: PlannedNode, binaries: Binaries, logging: string): void {
  const { program, args, env } = commandOf(layout, node)
  const temporary = join(node.dataDir, 'tmp')
  // A peer that was killed leaves keys of its chaincode in here.
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(temporary, { recursive: true, mode: 0o700 })

  const log = openLog(node.logFile)
  const child = spawn(join(binaries.dir, program), args, {
    cwd: node.dataDir,
    env: {
      ...searchPath(),
      HOME: node.dataDir,
      TMPDIR: temporary,
      FABRIC_CFG_PATH: configDirOf(layout.dir),
      FABRIC_LOGGING_SPEC: logging,
      FABRIC_LOGGING_FORMAT: logFormat,
      ...env,
    },
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  const { pid } = child
  if (pid === undefined) throw new Error(`${join(binaries.dir, program)} could not be started`)
  child.unref()
  // One that ended within this moment shows when its health is asked for.
  writePidFile(layout.dir, { name: node.name, kind: node.kind, pid, started: startOf(pid) ?? 'never' })
}

function commandOf(
  layout: Layout,
  node: PlannedNode,
): { program: string; args: string[]; env: Record<string, string> } {
  return node.kind === 'orderer'
    ? { program: 'orderer', args: [], env: ordererEnvironment(layout, node) }
    : { program: 'peer', args: ['node', 'start'], env: peerEnvironment(layout, node) }
}

/** Goes on with the log of the last start, unless that has become long: then one older file is kept. */
function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true })
  if (existsSync(path) && statSync(path).size > longestLog) renameSync(path, `${path}.1`)
  return openSync(path, 'a')
}

/** What a node said last, for a message about its end. */
export function lastLines({ logFile }: PlannedNode, count = 8): string {
  if (!existsSync(logFile)) return '(no log)'
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
}
