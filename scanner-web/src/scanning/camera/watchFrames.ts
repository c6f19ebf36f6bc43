/** Frames of a playing video to the decoder, never more than one at a time: what comes meanwhile is let go. */
import type { DecodeClient } from './decodeClient.ts'
import type { Decoded } from './decodeMessages.ts'

/** Every fifth frame that was looked at gets a hard pass. */
const hardEvery = 5

export interface Watched {
  onDecoded: (decoded: Decoded) => void
  /** The worker failed; nothing more comes. */
  onFault: (error: unknown) => void
}

/** @returns stops it */
export function watchFrames(
  video: HTMLVideoElement,
  client: DecodeClient,
  { onDecoded, onFault }: Watched,
): () => void {
  let stopped = false
  const isStopped = () => stopped
  let looked = 0

  async function look(): Promise<void> {
    // A video that has not begun has no size.
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return
    const frame = await createImageBitmap(video)
    if (isStopped()) {
      frame.close()
      return
    }
    looked += 1
    const hard = looked % hardEvery === 0
    const decoded = await client.decode(frame, hard ? 'hard' : 'fast', Math.floor(looked / hardEvery))
    if (!isStopped()) onDecoded(decoded)
  }

  function next(): void {
    if (stopped) return
    onNextFrame(video, () => {
      if (stopped) return
      look().then(next, (error: unknown) => {
        if (!stopped) onFault(error)
      })
    })
  }

  next()
  return () => {
    stopped = true
  }
}

/** Firefox before 132 tells of painting only, which is as often or more. */
function onNextFrame(video: HTMLVideoElement, heard: () => void): void {
  const { requestVideoFrameCallback } = video as Partial<HTMLVideoElement>
  if (requestVideoFrameCallback === undefined) requestAnimationFrame(heard)
  else requestVideoFrameCallback.call(video, heard)
}
