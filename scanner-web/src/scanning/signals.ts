/** How what became of a pack sounds and feels: made by the browser, no files. */
interface Note {
  /** Hertz. */
  pitch: number
  lengthMs: number
}

export interface Signal {
  notes: readonly Note[]
  /** Of an OscillatorNode. */
  shape: 'sine' | 'triangle' | 'square'
  /** As for navigator.vibrate: ms on, off, on ... */
  vibration: readonly number[]
}

/**
 * They differ in number and direction, not in pitch alone: who cannot tell high from low, or hears them through the noise of
 * a shop, counts. Rising is good, falling is not, repeated low is a stop.
 */
export const signals = {
  /** A verdict that allows it. */
  good: {
    notes: [
      { pitch: 659, lengthMs: 90 },
      { pitch: 988, lengthMs: 140 },
    ],
    shape: 'sine',
    vibration: [60],
  },
  /** It was recorded. */
  done: {
    notes: [
      { pitch: 523, lengthMs: 70 },
      { pitch: 659, lengthMs: 70 },
      { pitch: 784, lengthMs: 160 },
    ],
    shape: 'sine',
    vibration: [40, 40, 40],
  },
  /** Says nothing about the pack. */
  info: { notes: [{ pitch: 587, lengthMs: 120 }], shape: 'sine', vibration: [30, 60, 30] },
  /** No answer, or none yet. */
  open: {
    notes: [
      { pitch: 523, lengthMs: 90 },
      { pitch: 523, lengthMs: 90 },
    ],
    shape: 'triangle',
    vibration: [120, 60, 40],
  },
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
} as const satisfies Record<string, Signal>

export type SignalName = keyof typeof signals
