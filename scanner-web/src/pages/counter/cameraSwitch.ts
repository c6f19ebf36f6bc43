/** Whether the camera was on here: a phone scans with it every time, a counter with a scanner never. */
const key = 'veritrail.cameraOn'

export function wasCameraOn(): boolean {
  return localStorage.getItem(key) === 'on'
}

export function keepCamera(on: boolean): void {
  if (on) localStorage.setItem(key, 'on')
  else localStorage.removeItem(key)
}
