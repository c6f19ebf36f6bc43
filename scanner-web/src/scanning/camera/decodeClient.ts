/** The page's end of the decoder's worker. */
import type { DecodeAnswer, Decoded, DecodeRequest, Pass } from './decodeMessages.ts'

export interface DecodeClient {
  /** One at a time: a second call before the first was answered is the caller's fault. Rejects when the worker failed. */
  decode: (frame: ImageBitmap, pass: Pass, firstAttempt?: number) => Promise<Decoded>
  close: () => void
}

export function openDecodeClient(): DecodeClient {
  const worker = new Worker(new URL('./decodeWorker.ts', import.meta.url), { type: 'module' })
  let asked = 0
  let waiting: { resolve: (decoded: Decoded) => void; reject: (error: Error) => void } | null = null
  const fail = (message: string) => {
    waiting?.reject(new Error(message))
    waiting = null
  }
  worker.addEventListener('message', ({ data }: MessageEvent<DecodeAnswer>) => {
    if (data.id !== asked) return
    if ('fault' in data) {
      fail(data.fault)
      return
    }
    waiting?.resolve(data)
    waiting = null
  })
  worker.addEventListener('error', ({ message }) => fail(message || 'the decoder could not be loaded'))
  return {
    decode: (frame, pass, firstAttempt = 0) =>
      new Promise((resolve, reject) => {
        if (waiting !== null) throw new Error('a frame is being decoded already')
        waiting = { resolve, reject }
        const request: DecodeRequest = { id: ++asked, frame, pass, firstAttempt }
        worker.postMessage(request, [frame])
      }),
    close: () => {
      worker.terminate()
      fail('the decoder was closed')
    },
  }
}
