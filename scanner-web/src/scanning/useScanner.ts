/** A page's camera: opens it, looks at its frames, tells codes, and lets go of it while nobody looks at the page. */
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { openDecodeClient } from './camera/decodeClient.ts'
import type { Decoded, Engine } from './camera/decodeMessages.ts'
import {
  CameraError,
  listCameras,
  openCamera,
  rememberCamera,
  type Camera,
  type CameraChoice,
} from './camera/openCamera.ts'
import { watchFrames } from './camera/watchFrames.ts'
import type { DecodedCode } from './decode/decode.ts'
import { createRepeatGuard } from './repeatGuard.ts'

export type ScannerState =
  | { stage: 'off' }
  | { stage: 'asking' }
  | { stage: 'running'; cameraId: string; hasTorch: boolean; engine: Engine | null }
  | { stage: 'denied' }
  | { stage: 'no-camera' }
  /** In use by another program, missing in this browser or page, or broken. */
  | { stage: 'error'; reason: 'busy' | 'unsupported' | 'failed' }

interface ScannerOptions {
  /** Where the picture is shown; it must be `muted` and `playsInline`. */
  video: RefObject<HTMLVideoElement | null>
  /** A code came into view; the same one again only after it was out of view for two seconds. */
  onCode: (code: DecodedCode) => void
}

export interface Scanner {
  state: ScannerState
  /** Known once a camera was allowed, whether it then ran or not. */
  cameras: readonly CameraChoice[]
  /** Remembered on this device. */
  chooseCamera: (id: string) => void
  torchOn: boolean
  setTorch: (on: boolean) => Promise<void>
  /** After a fault: asks once more. */
  retry: () => void
}

export function useScanner({ video, onCode }: ScannerOptions): Scanner {
  const [state, setState] = useState<ScannerState>({ stage: 'off' })
  const [cameras, setCameras] = useState<readonly CameraChoice[]>([])
  const [torchOn, setTorchOn] = useState(false)
  const [round, setRound] = useState(0)
  const [guard] = useState(() => createRepeatGuard())
  const camera = useRef<Camera | null>(null)
  const heard = useRef(onCode)
  const visible = usePageVisible()
  const retry = useCallback(() => setRound((before) => before + 1), [])

  useEffect(() => {
    heard.current = onCode
  }, [onCode])

  useEffect(() => {
    const element = video.current
    if (!visible || element === null) return
    const session = runCamera(element, {
      onOpen(opened, choices) {
        camera.current = opened
        setCameras(choices)
        setTorchOn(false)
        setState({ stage: 'running', cameraId: opened.id, hasTorch: opened.setTorch !== null, engine: null })
      },
      onDecoded({ codes, engine }) {
        setState((now) => (now.stage === 'running' && now.engine !== engine ? { ...now, engine } : now))
        for (const code of codes) if (guard.isNew(code.text, performance.now())) heard.current(code)
      },
      onFault(error) {
        setState(faultState(error))
        // One that another program has is no reason to keep her from the others.
        listCameras().then(setCameras, () => setCameras([]))
      },
      onEnded: retry,
    })
    return () => {
      camera.current = null
      session.close()
    }
  }, [visible, round, video, guard, retry])

  return {
    state: shownState(state, visible),
    cameras,
    chooseCamera: (id) => {
      rememberCamera(id)
      if (state.stage !== 'running') setState({ stage: 'asking' })
      retry()
    },
    torchOn,
    setTorch: async (on) => {
      // A light that stays as it was is seen by whoever pressed the button.
      if ((await camera.current?.setTorch?.(on)) === true) setTorchOn(on)
    },
    retry: () => {
      setState({ stage: 'asking' })
      retry()
    },
  }
}

interface Listeners {
  onOpen: (camera: Camera, choices: CameraChoice[]) => void
  onDecoded: (decoded: Decoded) => void
  onFault: (error: unknown) => void
  onEnded: () => void
}

/** Opening takes as long as a person takes to answer; closing meanwhile closes what then comes. */
function runCamera(video: HTMLVideoElement, listeners: Listeners): { close: () => void } {
  const closers: (() => void)[] = []
  let closed = false
  const isClosed = () => closed
  const close = () => {
    closed = true
    for (const each of closers.splice(0).reverse()) each()
  }
  const fail = (error: unknown) => {
    if (closed) return
    close()
    listeners.onFault(error)
  }
  async function open(): Promise<void> {
    const camera = await openCamera()
    closers.push(camera.close)
    if (isClosed()) {
      close()
      return
    }
    camera.onEnded(() => {
      if (!closed) listeners.onEnded()
    })
    video.srcObject = camera.stream
    closers.push(() => {
      video.srcObject = null
    })
    await video.play()
    const choices = await listCameras()
    if (isClosed()) return
    const client = openDecodeClient()
    closers.push(client.close)
    closers.push(watchFrames(video, client, { onDecoded: listeners.onDecoded, onFault: fail }))
    listeners.onOpen(camera, choices)
  }
  open().catch(fail)
  return { close }
}

function faultState(error: unknown): ScannerState {
  if (!(error instanceof CameraError)) return { stage: 'error', reason: 'failed' }
  const { fault } = error
  return fault === 'denied' || fault === 'no-camera' ? { stage: fault } : { stage: 'error', reason: fault }
}

/** Until the camera's first answer a person is being asked. */
function shownState(state: ScannerState, visible: boolean): ScannerState {
  if (!visible) return { stage: 'off' }
  return state.stage === 'off' ? { stage: 'asking' } : state
}

function usePageVisible(): boolean {
  const [visible, setVisible] = useState(() => !document.hidden)
  useEffect(() => {
    const look = () => setVisible(!document.hidden)
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return visible
}
