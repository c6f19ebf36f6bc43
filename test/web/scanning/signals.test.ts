/** What became of a pack is told by ear alone: by how many notes, and whether they rise. */
import assert from 'node:assert/strict'
import { verdictLooks } from '../../../scanner-web/src/components/verdict/verdictLook.ts'
import { signals, type Signal, type SignalName } from '../../../scanner-web/src/scanning/signals.ts'

/** As `rises, rises`: what is left for an ear that knows no pitches. */
function contour({ notes }: Signal): string {
  const steps = notes.slice(1).map(({ pitch }, i) => Math.sign(pitch - (notes[i]?.pitch ?? 0)))
  return `${notes.length} notes ${steps.join()}`
}
const named = Object.entries(signals) as [SignalName, Signal][]
const lengthMs = ({ notes }: Signal) => notes.reduce((sum, note) => sum + note.lengthMs, 0)

describe('the signals', () => {
  it('differ in number or direction of their notes, not in pitch alone', () => {
    assert.equal(new Set(named.map(([, signal]) => contour(signal))).size, named.length)
  })
  it('differ to the hand that holds the phone', () => {
    assert.equal(new Set(named.map(([, { vibration }]) => vibration.join())).size, named.length)
  })
  it('are over before the next pack, and the gravest is the longest', () => {
    for (const [name, signal] of named) assert.ok(lengthMs(signal) < 1000, name)
    assert.equal(named.toSorted(([, a], [, b]) => lengthMs(b) - lengthMs(a))[0]?.[0], 'bad')
  })
  it('tell what may be handed on from what may not', () => {
    assert.equal(verdictLooks.genuine.signal, 'good')
    const others = Object.entries(verdictLooks).filter(([verdict]) => verdict !== 'genuine')
    assert.ok(!others.some(([, { signal }]) => signal === 'good'))
    for (const [verdict, { tone, signal }] of others) assert.equal(signal, tone, verdict)
  })
})
