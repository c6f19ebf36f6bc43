/** What the menu offers, in its order; the first that a person may use is where she starts. */
import type { LinkProps } from '@tanstack/react-router'
import type { ParseKeys } from 'i18next'
import type { Permission } from './api/session.ts'
import type { IconName } from './components/iconPaths.ts'
import { urls } from './urls.ts'

export interface NavigationEntry {
  to: Exclude<LinkProps['to'], undefined>
  text: ParseKeys
  icon: IconName
  /** null: whoever is logged in. */
  needs: Permission | null
}

export const navigation: readonly NavigationEntry[] = [
  { to: urls.scan, text: 'nav.scan', icon: 'scan', needs: 'verifications:create' },
  { to: urls.scans, text: 'nav.scans', icon: 'list', needs: 'scans:read' },
  { to: urls.batches, text: 'nav.batches', icon: 'batch', needs: 'batches:read' },
  { to: urls.products, text: 'nav.products', icon: 'product', needs: 'products:read' },
  { to: urls.shipments, text: 'nav.shipments', icon: 'truck', needs: 'units:read' },
  { to: urls.admissions, text: 'nav.admissions', icon: 'shield', needs: 'proposals:read' },
  { to: urls.team, text: 'nav.team', icon: 'people', needs: 'users:read' },
  { to: urls.calibration, text: 'nav.calibration', icon: 'sliders', needs: null },
  { to: urls.status, text: 'nav.status', icon: 'ledger', needs: null },
  { to: urls.account, text: 'nav.account', icon: 'user', needs: null },
]
