import { z } from 'zod'
import { endpoint, raw, type Endpoint } from '../../platform/http/endpoint.ts'
import type { BatchDeps } from '../deps.ts'
import { readPackCode, refuseRepaired } from '../packs/readPackCode.ts'
import { composeLabel } from './composeLabel.ts'
import { drawElements, symbologies } from './drawSymbol.ts'
import { pngLabel } from './pngLabel.ts'
import { svgLabel } from './svgLabel.ts'

const formats = ['png', 'svg'] as const

export function labelRoutes({ publicUrl, clock }: Pick<BatchDeps, 'publicUrl' | 'clock'>): Endpoint[] {
  return formats.map((format) =>
    endpoint({
      method: 'get',
      path: `/labels/{symbol}.${format}`,
      summary: `Draw the label of a code as ${format.toUpperCase()}`,
      description: 'Draws what the caller gives; says nothing about whether such a pack exists.',
      access: { resource: 'labels', action: 'draw' },
      params: z.object({ symbol: z.enum(symbologies) }),
      query: z.object({ code: z.string().min(1).max(4096) }),
      answers: { 200: raw(format === 'png' ? 'image/png' : 'image/svg+xml') },
      handle({ params: { symbol }, query: { code } }) {
        const today = new Date(clock()).toISOString().slice(0, 10)
        const reading = readPackCode(code, today)
        refuseRepaired(reading)
        const label = composeLabel(reading, drawElements(symbol, reading.elementString, publicUrl), [])
        return { status: 200, body: format === 'png' ? pngLabel(label) : svgLabel(label) }
      },
    }),
  )
}
