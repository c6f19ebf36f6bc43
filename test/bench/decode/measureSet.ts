import type { DecodedCode } from '../../../scanner-web/src/scanning/decode/decode.ts'
import { loadPicture } from '../../../server/src/cli/decode/loadPicture.ts'
import { openDecoder } from '../../../server/src/cli/decode/openDecoder.ts'
import { faults } from './packPhotographs.ts'
import type { Sample } from './readSamples.ts'

export interface SetResult {
  total: number
  /** By a hard pass without limit, as `veritrail decode` does it; without a code: pictures where none was found. */
  found: number
  /** Something was read that the picture does not say. */
  wrong: number
  fastFound: number
  /** Medians, in Node. */
  fastMs: number
  hardMs: number
  missed: string[]
  /** Our own photographs only. */
  byFault: Record<string, number> | null
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 10) / 10
}

export async function measureSet(samples: readonly Sample[]): Promise<SetResult> {
  const decoder = await openDecoder()
  const times = { fast: [] as number[], hard: [] as number[] }
  const timed = async (pass: 'fast' | 'hard', run: () => Promise<DecodedCode[]>) => {
    const started = performance.now()
    const codes = await run()
    times[pass].push(performance.now() - started)
    return codes
  }
  let wrong = 0
  let fastFound = 0
  const missed: string[] = []
  for (const sample of samples) {
    const picture = await loadPicture(sample.file)
    const fast = await timed('fast', () => decoder.fastPass(picture))
    const hard = await timed('hard', () => decoder.hardPass(picture))
    if (isRight(sample, fast)) fastFound += 1
    if (!isRight(sample, hard)) missed.push(sample.name)
    if (hard.length > 0 && !isRight(sample, hard)) wrong += 1
  }
  const found = samples.length - missed.length
  const [fastMs, hardMs] = [median(times.fast), median(times.hard)]
  return {
    total: samples.length,
    found,
    wrong,
    fastFound,
    fastMs,
    hardMs,
    missed,
    byFault: countByFault(samples, missed),
  }
}

function isRight({ hasCode, text }: Sample, codes: readonly DecodedCode[]): boolean {
  if (!hasCode) return codes.length === 0
  return codes.length > 0 && (text === null || codes.some((code) => code.text === text))
}

function countByFault(samples: readonly Sample[], missed: readonly string[]): Record<string, number> | null {
  const counts = faults.map((fault) => {
    const own = samples.filter(({ name }) => name.startsWith(`${fault}-`))
    return [fault, own.filter(({ name }) => !missed.includes(name)).length] as const
  })
  return counts.every(([, count]) => count === 0) ? null : Object.fromEntries(counts)
}
