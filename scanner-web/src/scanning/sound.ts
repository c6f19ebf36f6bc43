/** How a verdict sounds and feels: made by the browser, no files. The tones are those of the verdict's look. */
import type { Tone } from '../components/Notice.tsx'

interface Note {
  /** Hertz. */
  pitch: number
  lengthMs: number
}

interface Signal {
  notes: readonly Note[]
  shape: OscillatorType
  /** As for navigator.vibrate: ms on, off, on ... */
  vibration: readonly number[]
}

/** They differ in number and direction as well as in pitch: rising is good, falling is not, repeated low is a stop. */
export const signals: Readonly<Record<Tone, Signal>> = {
  good: {
    notes: [
      { pitch: 659, lengthMs: 90 },
      { pitch: 988, lengthMs: 140 },
    ],
    shape: 'sine',
    vibration: [60],
  },
  info: { notes: [{ pitch: 587, lengthMs: 120 }], shape: 'sine', vibration: [30, 60, 30] },
  caution: {
    notes: [
      { pitch: 587, lengthMs: 160 },
      { pitch: 440, lengthMs: 220 },
    ],
    shape: 'triangle',
    vibration: [120, 80, 120],
  },
  bad: {
    notes: [
      { pitch: 220, lengthMs: 180 },
      { pitch: 220, lengthMs: 180 },
      { pitch: 196, lengthMs: 320 },
    ],
    shape: 'square',
    vibration: [250, 100, 250, 100, 250],
  },
}

const gapMs = 40
const loudness = 0.18
let audio: AudioContext | null = null

/** Plays and vibrates where the device can; before a person's first touch or key browsers keep pages silent. */
export function giveSignal(tone: Tone): void {
  const signal = signals[tone]
  // Missing in Safari and Firefox.
  const { vibrate } = navigator as Partial<Navigator>
  vibrate?.call(navigator, [...signal.vibration])
  play(signal)
}

function play({ notes, shape }: Signal): void {
  audio ??= new AudioContext()
  const context = audio
  if (context.state === 'suspended') void context.resume()
  let start = context.currentTime
  for (const { pitch, lengthMs } of notes) {
    const end = start + lengthMs / 1000
    const oscillator = new OscillatorNode(context, { type: shape, frequency: pitch })
    const gain = new GainNode(context, { gain: 0 })
    // Ramps, for a tone cut off square clicks.
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(loudness, start + 0.01)
    gain.gain.setValueAtTime(loudness, end - 0.02)
    gain.gain.linearRampToValueAtTime(0, end)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(start)
    oscillator.stop(end)
    start = end + gapMs / 1000
  }
}
