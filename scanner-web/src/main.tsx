import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { startTransition, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { onLoggedOut, queryClient } from './api/queryClient.ts'
import { meQuery } from './api/session.ts'
import { startI18n } from './language/i18n.ts'
import { leaveTogether } from './leaving.ts'
import { keepShell } from './release.ts'
import { router } from './routes.tsx'
import './theme.css'
import { chosenTheme, showTheme } from './themeChoice.ts'

/** ms: a first page that takes longer to load is shown as loading. */
const patience = 1_000

const pause = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms))

showTheme(chosenTheme())
// Starting in one go would hold up a finger or a scanner on a slow phone: a moment for them between two steps.
await pause()
// Every page needs to know who is there: asked while the rest is still being fetched. A failure is told by the page, which asks again.
queryClient.query(meQuery).catch(() => undefined)
onLoggedOut(() => {
  queryClient.setQueryData(meQuery.queryKey, null)
  // The page's own loader sends her to the log-in, and back afterwards.
  void router.invalidate()
})
await startI18n()
await Promise.race([router.load().catch(console.error), pause(patience)])
await pause()

const place = document.getElementById('app')
if (place === null) throw new Error('index.html has no #app')
const app = createRoot(place)
// A transition is drawn in slices, for the same reason.
startTransition(() =>
  app.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  ),
)
leaveTogether()
// A browser that refuses it (a private window, a full disk) shows the app all the same.
if (import.meta.env.PROD && 'serviceWorker' in navigator) keepShell().catch(() => undefined)
