/** Every page: its address and its file. One line a page; addresses are in urls.ts, who sees a page is in its `handle`. */
import { createRoute, createRouter, redirect } from '@tanstack/react-router'
import { queryClient } from './api/queryClient.ts'
import { may, meQuery } from './api/session.ts'
import { Failed } from './components/states/Failed.tsx'
import { Loading } from './components/states/Loading.tsx'
import { NotFound } from './components/states/NotFound.tsx'
import { navigation } from './navigation.ts'
import { page, root } from './page.tsx'
import { readScansSearch } from './pages/scans/scansSearch.ts'
import { readUnitsSearch } from './pages/shipments/unitsSearch.ts'
import { urls } from './urls.ts'

/** No page of its own: everybody starts where her work is. */
const home = createRoute({
  getParentRoute: () => root,
  path: urls.home,
  beforeLoad: async ({ context }): Promise<never> => {
    const me = await context.queries.query({ ...meQuery, staleTime: 'static' })
    const first = navigation.find(({ needs }) => needs === null || may(me, needs))
    throw redirect({ to: me === null ? urls.logIn : (first?.to ?? urls.account), replace: true })
  },
})

const pages = root.addChildren([
  home,
  page(
    urls.logIn,
    () => import('./pages/account/LogInPage.tsx'),
    ({ back }) => (typeof back === 'string' ? { back } : {}),
  ),
  page(urls.founding, () => import('./pages/account/FoundingPage.tsx')),
  page(urls.invitation, () => import('./pages/account/InvitationPage.tsx')),
  page(urls.account, () => import('./pages/account/AccountPage.tsx')),
  page(urls.scan, () => import('./pages/counter/CounterPage.tsx')),
  page(urls.scans, () => import('./pages/scans/ScansPage.tsx'), readScansSearch),
  page(urls.status, () => import('./pages/status/StatusPage.tsx')),
  page(urls.products, () => import('./pages/products/ProductsPage.tsx')),
  page(urls.batches, () => import('./pages/batches/BatchesPage.tsx')),
  page(urls.newBatch, () => import('./pages/batches/NewBatchPage.tsx')),
  page(urls.batch, () => import('./pages/batches/BatchPage.tsx')),
  page(urls.signingKeys, () => import('./pages/signingKeys/SigningKeysPage.tsx')),
  page(urls.shipments, () => import('./pages/shipments/ShipmentsPage.tsx'), readUnitsSearch),
  page(urls.newShipment, () => import('./pages/shipments/NewShipmentPage.tsx')),
  page(urls.admissions, () => import('./pages/members/AdmissionsPage.tsx')),
  page(urls.newAdmission, () => import('./pages/members/NewAdmissionPage.tsx')),
  page(urls.admission, () => import('./pages/members/AdmissionPage.tsx')),
  page(urls.team, () => import('./pages/members/TeamPage.tsx')),
  page(urls.tokens, () => import('./pages/members/TokensPage.tsx')),
  page(urls.patient, () => import('./pages/patient/PatientPage.tsx')),
  page(urls.calibration, () => import('./pages/calibration/CalibrationPage.tsx')),
])

export const router = createRouter({
  routeTree: pages,
  context: { queries: queryClient },
  defaultPreload: 'intent',
  // What is fresh is the query client's to say.
  defaultPreloadStaleTime: 0,
  defaultStaleTime: 0,
  defaultPendingMs: 300,
  defaultPendingMinMs: 300,
  defaultPendingComponent: Loading,
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
