/** Whether the camera was on here: a phone scans with it every time, a counter with a scanner never. */
import { deviceMemory } from '../../deviceMemory.ts'

const key = 'veritrail.cameraOn'

export function wasCameraOn(): boolean {
  return deviceMemory.get(key) === 'on'
}

export function keepCamera(on: boolean): void {
  if (on) deviceMemory.set(key, 'on')
  else deviceMemory.remove(key)
}
