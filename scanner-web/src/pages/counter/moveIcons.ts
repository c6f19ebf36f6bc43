import type { IconName } from '../../components/iconPaths.ts'
import type { Move } from './moves.ts'

export const moveIcons: Readonly<Record<Move, IconName>> = {
  supply: 'check',
  export: 'external',
  sample: 'search',
  giveFreeSample: 'product',
  checkOut: 'batch',
  lock: 'lock',
  destroy: 'bin',
  reportStolen: 'warning',
  undo: 'undo',
}
