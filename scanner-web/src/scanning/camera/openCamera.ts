/** The camera itself: the rear one where nobody has chosen, 1280 x 720 where it can. */
import { deviceMemory } from '../../deviceMemory.ts'

const choiceKey = 'veritrail.camera'

export type CameraFault = 'denied' | 'no-camera' | 'busy' | 'unsupported' | 'failed'

export class CameraError extends Error {
  override readonly name = 'CameraError'
  readonly fault: CameraFault

  constructor(fault: CameraFault, cause?: unknown) {
    super(`camera: ${fault}`, { cause })
    this.fault = fault
  }
}

export interface Camera {
  id: string
  stream: MediaStream
  /** null where this camera has no light that can be switched; otherwise tells whether it did as it was told. */
  setTorch: ((on: boolean) => Promise<boolean>) | null
  /** Called once when the camera goes away by itself: unplugged, or the permission withdrawn. */
  onEnded: (heard: () => void) => void
  close: () => void
}

/** @throws CameraError */
export async function openCamera(): Promise<Camera> {
  // Missing on pages that came neither by HTTPS nor from this machine.
  const devices = (navigator as Partial<Navigator>).mediaDevices
  if (devices === undefined) throw new CameraError('unsupported')
  const stream = await getStream(devices)
  const [track] = stream.getVideoTracks()
  if (track === undefined) throw new CameraError('no-camera')
  return {
    id: track.getSettings().deviceId ?? '',
    stream,
    setTorch: hasTorch(track) ? (on) => switchTorch(track, on) : null,
    onEnded: (heard) => track.addEventListener('ended', heard, { once: true }),
    close: () => stream.getTracks().forEach((each) => each.stop()),
  }
}

export interface CameraChoice {
  id: string
  label: string
}

/** Their names are known only once a camera was allowed. */
export async function listCameras(): Promise<CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  const cameras = devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
  return cameras.map(({ deviceId, label }) => ({ id: deviceId, label }))
}

export function rememberCamera(id: string): void {
  deviceMemory.set(choiceKey, id)
}

async function getStream(devices: MediaDevices): Promise<MediaStream> {
  const id = deviceMemory.get(choiceKey)
  const chosen = id === null ? null : await askForChosen(devices, id)
  try {
    return chosen ?? (await ask(devices, { facingMode: { ideal: 'environment' } }))
  } catch (error) {
    throw new CameraError(faultOf(error), error)
  }
}

/** null where it was unplugged since, or another program has it: any other will do, and the choice holds for the next time. */
async function askForChosen(devices: MediaDevices, id: string): Promise<MediaStream | null> {
  try {
    // Only wished for, it would lose against one whose pictures are nearer to the size.
    return await ask(devices, { deviceId: { exact: id } })
  } catch (error) {
    const fault = faultOf(error)
    if (fault === 'no-camera' || fault === 'busy') return null
    throw new CameraError(fault, error)
  }
}

function ask(devices: MediaDevices, which: MediaTrackConstraints): Promise<MediaStream> {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
  return devices.getUserMedia({ audio: false, video: { ...size, ...which } })
}

/** Names from W3C Media Capture and Streams, getUserMedia(). */
function faultOf(error: unknown): CameraFault {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-camera'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    default:
      return 'failed'
  }
}

/** W3C MediaStream Image Capture; not in every browser, and not in TypeScript's types. */
function hasTorch(track: MediaStreamTrack): boolean {
  const capabilities = (track as Partial<MediaStreamTrack>).getCapabilities?.call(track)
  return capabilities !== undefined && 'torch' in capabilities && capabilities.torch === true
}

async function switchTorch(track: MediaStreamTrack, on: boolean): Promise<boolean> {
  try {
    await track.applyConstraints({ advanced: [{ torch: on } as object] })
    return true
  } catch {
    return false
  }
}
