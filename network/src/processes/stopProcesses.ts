/** Ending processes, and knowing that they have ended. */
import { setTimeout as delay } from 'node:timers/promises'
import { isRunning, runningProcesses, type ProcessRecord } from './pidFile.ts'

const patienceMs = 8_000

/** Sends a signal; a process that is gone already is no error. */
export function signal({ pid }: { pid: number }, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Resolves to those that still run after `timeoutMs`. They are nobody's children here: there is nothing to listen to. */
async function ended(records: ProcessRecord[], timeoutMs: number): Promise<ProcessRecord[]> {
  const deadline = Date.now() + timeoutMs
  let left = records.filter(isRunning)
  while (left.length > 0 && Date.now() < deadline) {
    await delay(20)
    left = left.filter(isRunning)
  }
  return left
}

/** @throws Error when a process does not go, even by force */
export async function stopProcesses(
  records: ProcessRecord[],
  first: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  for (const record of records) {
    signal(record, first)
    // A paused one would not notice anything but SIGKILL.
    signal(record, 'SIGCONT')
  }
  const stubborn = await ended(records, patienceMs)
  for (const record of stubborn) signal(record, 'SIGKILL')
  const left = await ended(stubborn, patienceMs)
  if (left.length > 0)
    throw new Error(`could not end ${left.map(({ name, pid }) => `${name} (process ${pid})`).join(', ')}`)
}

/**
 * Ends everything that runs in the folder. Peers first: orderers have nothing to tell them any more, and chaincode ends
 * with its peer; what of it is left, goes last.
 */
export async function stopAll(dir: string, first: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  for (const kind of ['peer', 'orderer', 'chaincode'] as const) {
    const records = runningProcesses(dir).filter((record) => record.kind === kind)
    if (kind === 'chaincode') await ended(records, 2_000)
    await stopProcesses(records, first)
  }
  runningProcesses(dir)
}
