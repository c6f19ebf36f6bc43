import type { Repair, RepairCode } from '../scanReading.ts'

const sentences: Readonly<Record<RepairCode, string>> = {
  'line-end': 'A line end after the code was left out.',
  'separator-disguised': 'The separator between two elements arrived as other characters.',
  'separator-missing':
    'The separator between two elements was lost; the code was split where a whole pack code comes out.',
  'caps-lock': 'Caps lock was on: capitals and small letters were swapped back.',
  azerty: 'The scanner types as on a US keyboard, this computer reads AZERTY: the keys were translated back.',
  qwertz: 'The scanner types as on a US keyboard, this computer reads QWERTZ: the keys were translated back.',
  'double-scan': 'The same code was scanned twice; it was read once.',
  'glued-ean': 'The linear barcode of the same product was scanned with it and was left out.',
}

export function repair(code: RepairCode): Repair {
  return { code, said: sentences[code] }
}
