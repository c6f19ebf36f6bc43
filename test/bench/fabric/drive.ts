export interface Rate {
  perSecond: number
  /** ms; 95 of 100 calls were answered sooner. */
  p95: number
}

/** `width` callers in a closed loop: each waits for its answer before it calls again. */
export async function drive(width: number, seconds: number, call: () => Promise<unknown>): Promise<Rate> {
  const latencies: number[] = []
  const start = performance.now()
  const end = start + seconds * 1000
  const caller = async () => {
    for (let begun = performance.now(); begun < end; begun = performance.now()) {
      await call()
      latencies.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: width }, caller))
  const perSecond = latencies.length / ((performance.now() - start) / 1000)
  return { perSecond, p95: latencies.sort((a, b) => a - b)[Math.floor(latencies.length * 0.95)] ?? NaN }
}

export interface Compared {
  inFlight: number
  ours: Rate
  minimal: Rate
  ratio: number
}

/** Both in turns, so that a machine that is busy with something else is so for both; medians. */
export async function compare(
  inFlight: number,
  seconds: number,
  calls: { ours: () => Promise<unknown>; minimal: () => Promise<unknown> },
): Promise<Compared> {
  const turns = 3
  const [ours, minimal]: [Rate[], Rate[]] = [[], []]
  for (let turn = 0; turn < turns; turn++) {
    ours.push(await drive(inFlight, seconds / turns, calls.ours))
    minimal.push(await drive(inFlight, seconds / turns, calls.minimal))
  }
  const medians = { ours: medianRate(ours), minimal: medianRate(minimal) }
  return { inFlight, ...medians, ratio: medians.ours.perSecond / medians.minimal.perSecond }
}

function medianRate(rates: readonly Rate[]): Rate {
  return {
    perSecond: median(rates.map((rate) => rate.perSecond)),
    p95: median(rates.map((rate) => rate.p95)),
  }
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
}
