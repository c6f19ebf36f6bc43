/**
 * How many codes are found, and in what time.
 * node --import tsx test/bench/decode.ts [--samples DIR] [--json]
 * DIR: folders of pictures, each picture with its text in a .txt file beside it; folders named `datamatrix...`, `qrcode...`
 * and `falsepositives...` are counted together (zxing-cpp's test/samples are such). Our own degraded pack photographs always run.
 */
import { parseArgs } from 'node:util'
import { browserTimes, type PassTimes } from './decode/browserTimes.ts'
import { median, measureSet, type SetResult } from './decode/measureSet.ts'
import { packPhotograph } from './decode/packPhotographs.ts'
import { readSamples, type Sample } from './decode/readSamples.ts'

/** Ten of each fault. */
const packCount = 100

interface Result {
  sets: Record<string, SetResult>
  /** null: there is no Chromium. Times at 1280 x 720. */
  browser: PassTimes | null
}

async function packSamples(): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let i = 0; i < packCount; i++) {
    const { name, text, jpeg } = await packPhotograph(i)
    samples.push({ name, text, file: jpeg, hasCode: true })
  }
  return samples
}

const { values } = parseArgs({ options: { samples: { type: 'string' }, json: { type: 'boolean' } } })
const packs = await packSamples()
const result: Result = { sets: {}, browser: null }
for (const [name, samples] of [...readSamples(values.samples ?? null), ['packs', packs] as const]) {
  result.sets[name] = await measureSet(samples)
}
result.browser = await browserTimes(
  packs.slice(0, 60).flatMap(({ file }) => (Buffer.isBuffer(file) ? [file] : [])),
)

if (values.json === true) console.log(JSON.stringify(result))
else {
  for (const [name, set] of Object.entries(result.sets)) {
    console.log(
      `${name}: ${set.found} of ${set.total} found, ${set.wrong} wrong; fast pass alone ${set.fastFound}; ` +
        `median fast ${set.fastMs} ms, hard ${set.hardMs} ms`,
    )
    if (set.byFault !== null) console.log(`  found of each fault: ${JSON.stringify(set.byFault)}`)
  }
  const { browser } = result
  console.log(
    browser === null
      ? 'in the browser: not measured, there is no Chromium'
      : `in the browser at 1280 x 720: median fast ${median(browser.fast)} ms, hard ${median(browser.hard)} ms (${browser.hard.length} pictures)`,
  )
}
