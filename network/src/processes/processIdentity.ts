/** Which process a number means: numbers are given again, a start time is not. */
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'

/** When the process of this number began, in words that only compare; null when there is none (or only its remains). */
export function startOf(pid: number): string | null {
  if (process.platform === 'linux') return startOnLinux(pid)
  const { stdout } = spawnSync('ps', ['-o', 'lstart=,stat=', '-p', String(pid)], { encoding: 'utf8' })
  const [, start, state] = /^(.*\S)\s+(\S+)\s*$/.exec(stdout) ?? []
  return start === undefined || state?.startsWith('Z') === true ? null : start
}

/** proc(5): the name in field 2 may hold anything, so fields count from the last bracket; 3 is the state, 22 the start. */
function startOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, ticks] = [fields[0], fields[19]]
    if (ticks === undefined || state === 'X' || (state === 'Z' && isAlone(pid))) return null
    return `${bootId()}/${ticks}`
  } catch {
    return null
  }
}

/** While other threads of a process that has ended still do, its ports are not free. */
function isAlone(pid: number): boolean {
  return readdirSync(`/proc/${pid}/task`).length <= 1
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
}
