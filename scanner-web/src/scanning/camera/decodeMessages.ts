/** What the page and the decoder's worker say to each other. */
import type { DecodedCode } from '../decode/decode.ts'

export type Pass = 'fast' | 'hard'

/** `jsqr`: WebAssembly is not allowed here, and only QR codes are read. */
export type Engine = 'zxing' | 'jsqr'

export interface DecodeRequest {
  id: number
  /** Given away: the worker closes it. */
  frame: ImageBitmap
  pass: Pass
  /** Where a hard pass steps onto its ladder. */
  firstAttempt: number
}

export interface Decoded {
  id: number
  codes: DecodedCode[]
  engine: Engine
  tookMs: number
}

export type DecodeAnswer = Decoded | { id: number; fault: string }
