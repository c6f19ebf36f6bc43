import { useEffect, useRef } from 'react'
import { listenForWedge } from './listenForWedge.ts'

/** While the page is shown, `onScan` gets what a keyboard-wedge scanner types, whatever has the focus. */
export function useWedge(onScan: (text: string) => void): void {
  const heard = useRef(onScan)
  useEffect(() => {
    heard.current = onScan
  }, [onScan])
  useEffect(() => listenForWedge(document, (text) => heard.current(text)), [])
}
