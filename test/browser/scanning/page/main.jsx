/** The app's own scanner on a page with nothing else: what it tells is written down, for the test to read. */
import { StrictMode, useEffect, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { openDecodeClient } from '../../../../scanner-web/src/scanning/camera/decodeClient.ts'
import { useScanner } from '../../../../scanner-web/src/scanning/useScanner.ts'
import { scanFieldAttribute } from '../../../../scanner-web/src/scanning/wedge/listenForWedge.ts'
import { useWedge } from '../../../../scanner-web/src/scanning/wedge/useWedge.ts'

function Camera({ onCode, onState }) {
  const video = useRef(null)
  const { state, cameras } = useScanner({ video, onCode })
  const text = JSON.stringify({ ...state, cameras: cameras.length })
  useEffect(() => onState(text), [onState, text])
  return <video ref={video} muted playsInline width="320" />
}

function Trial() {
  const [told, setTold] = useState([])
  const [cameraOn, setCameraOn] = useState(false)
  const [state, setState] = useState('{}')
  const [pressed, setPressed] = useState(0)
  const tell = (from, text, format) => setTold((before) => [...before, { from, text, format }])
  useWedge((text) => tell('wedge', text))
  return (
    <>
      {cameraOn && <Camera onCode={({ text, format }) => tell('camera', text, format)} onState={setState} />}
      <button onClick={() => setCameraOn((before) => !before)}>Camera</button>
      <button onClick={() => setPressed((before) => before + 1)}>Other</button>
      <textarea aria-label="Notes" />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          tell('typed', new FormData(event.currentTarget).get('code'))
          event.currentTarget.reset()
        }}
      >
        <input aria-label="Code" name="code" autoComplete="off" {...{ [scanFieldAttribute]: '' }} />
        <button>Look up</button>
      </form>
      <output id="state">{state}</output>
      <output id="pressed">{pressed}</output>
      <output id="told">{JSON.stringify(told)}</output>
    </>
  )
}

/** For the bench: a picture file through the worker. */
let client = null
globalThis.decodeFile = async (base64, pass) => {
  client ??= openDecodeClient()
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const frame = await createImageBitmap(new Blob([bytes]))
  const { codes, tookMs, engine } = await client.decode(frame, pass)
  return { texts: codes.map(({ text }) => text), tookMs, engine }
}

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <Trial />
  </StrictMode>,
)
