import { useEffect, useLayoutEffect, useRef } from 'react'
import { shortcuts, type Move } from './moves.ts'

/** Function keys for what is done most, wherever the focus is; not while a dialog asks something. */
export function useMoveKeys(onMove: (move: Move) => void): void {
  const latest = useRef(onMove)
  // Before it is painted: who acts on what she sees must not act on what was there before.
  useLayoutEffect(() => {
    latest.current = onMove
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const [move] = Object.entries(shortcuts).find(([, key]) => key === event.key) ?? []
      if (move === undefined || event.repeat || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      latest.current(move as Move)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
