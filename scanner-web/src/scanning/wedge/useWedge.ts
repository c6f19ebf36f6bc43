import { useEffect, useRef } from 'react'
import type { BurstSettings } from './burst.ts'
import { listenForWedge } from './listenForWedge.ts'

/** While the page is shown, `onScan` gets what a keyboard-wedge scanner types, whatever has the focus. */
export function useWedge(
  onScan: (text: string) => void,
  { suffix, maxGapMs, minLength }: Partial<BurstSettings> = {},
): void {
  const heard = useRef(onScan)
  useEffect(() => {
    heard.current = onScan
  }, [onScan])
  useEffect(() => {
    const settings = {
      ...(suffix !== undefined && { suffix }),
      ...(maxGapMs !== undefined && { maxGapMs }),
      ...(minLength !== undefined && { minLength }),
    }
    return listenForWedge(document, { onScan: (text) => heard.current(text), settings })
  }, [suffix, maxGapMs, minLength])
}
