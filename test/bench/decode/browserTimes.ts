/** The app's worker in Chromium, on frames as a camera gives them. */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import sharp from 'sharp'
import { serveTrial } from '../../browser/scanning/serveTrial.ts'

/** Milliseconds of each pass, the way between page and worker left out. */
export interface PassTimes {
  fast: number[]
  hard: number[]
}

/** @param pictures files; scaled to 1280 x 720. @returns null without Chromium */
export async function browserTimes(pictures: readonly Buffer[]): Promise<PassTimes | null> {
  const wanted = process.env.CHROMIUM
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const executablePath = (wanted === undefined ? usual : [wanted]).find((path) => existsSync(path))
  if (executablePath === undefined) return null
  const trial = await serveTrial(
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob: data:",
  )
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage()
    await page.goto(trial.url)
    const times: PassTimes = { fast: [], hard: [] }
    for (const [i, picture] of pictures.entries()) {
      const frame = await sharp(picture)
        .resize(1280, 720, { fit: 'contain', background: '#777' })
        .png()
        .toBuffer()
      for (const pass of ['fast', 'hard'] as const) {
        const call = `decodeFile('${frame.toString('base64')}', '${pass}')`
        const { tookMs } = await page.evaluate<{ tookMs: number }>(call)
        // The first one of each pass is compiled while it runs.
        if (i > 0) times[pass].push(tookMs)
      }
    }
    return times
  } finally {
    await browser.close()
    await trial.stop()
  }
}
