/** Verdicts aloud: whether this device may, which is kept in this browser, and the playing itself. */
import { deviceMemory } from '../deviceMemory.ts'
import { signals, type Signal, type SignalName } from './signals.ts'

/** `blocked`: chosen, but the browser keeps a page silent that nobody has touched yet. `missing`: this browser has none. */
export type SoundState = 'on' | 'off' | 'blocked' | 'missing'

const key = 'veritrail.sound'
const gapMs = 40
const loudness = 0.18
/** A sound that comes later than this belongs to a pack that is out of hand again. */
const patienceMs = 1000

const listeners = new Set<() => void>()
let context: AudioContext | null = null
let isBlocked = false

export function readSound(): SoundState {
  if (!('AudioContext' in window)) return 'missing'
  if (deviceMemory.get(key) === 'off') return 'off'
  return isBlocked ? 'blocked' : 'on'
}

export function subscribeToSound(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What is switched on is heard at once, so that she knows the loudness. */
export function switchSound(on: boolean): void {
  if (on) deviceMemory.remove(key)
  else deviceMemory.set(key, 'off')
  tellListeners()
  if (on) void play(signals.good)
}

/** Plays and vibrates where the device can. */
export function giveSignal(name: SignalName): void {
  const signal = signals[name]
  // Missing in Safari and Firefox.
  const { vibrate } = navigator as Partial<Navigator>
  vibrate?.call(navigator, [...signal.vibration])
  const state = readSound()
  if (state === 'on' || state === 'blocked') void play(signal)
}

async function play({ notes, shape }: Signal): Promise<void> {
  context ??= new AudioContext()
  if (!(await isRunning(context))) return
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

/** Browsers let a page sound from a person's first touch or key; one that forbids it leaves `resume` without an answer. */
async function isRunning(audio: AudioContext): Promise<boolean> {
  if (audio.state !== 'running') {
    const tooLate = new Promise((resolve) => setTimeout(resolve, patienceMs))
    await Promise.race([audio.resume(), tooLate])
  }
  const runs = audio.state === 'running'
  if (isBlocked === runs) {
    isBlocked = !runs
    if (isBlocked) waitForTouch(audio)
    tellListeners()
  }
  return runs
}

function waitForTouch(audio: AudioContext): void {
  const touched = new AbortController()
  const resume = () => {
    touched.abort()
    void isRunning(audio).then((runs) => {
      if (!runs) waitForTouch(audio)
    })
  }
  for (const touch of ['click', 'keydown']) addEventListener(touch, resume, touched)
}

function tellListeners(): void {
  for (const listener of listeners) listener()
}
