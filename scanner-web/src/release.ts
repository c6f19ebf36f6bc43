/** The service worker, and the release of the app that waits behind the one that runs. */

/** ms: a counter's page stays open for days. */
const lookEvery = 60 * 60 * 1000

/** It stays, too, where another tab has begun it meanwhile: this page is of the release before until it is loaded anew. */
let waiting: ServiceWorker | null = null
const listeners = new Set<() => void>()

function become(next: ServiceWorker | null): void {
  waiting = next
  for (const listener of listeners) listener()
}

export const newRelease = {
  isReady: (): boolean => waiting !== null,
  /** @returns stops it */
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  /** Everything that is not with the server yet is lost, as with any reload. */
  takeOver: (): void => {
    if (waiting?.state !== 'installed') {
      location.reload()
      return
    }
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    waiting.postMessage('take over')
  },
}

/** Keeps the app's shell on this device. A new release is fetched behind the page's back and waits there. */
export async function keepShell(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js')
  // On a first visit there is none before it: it begins at once, and nobody needs to know.
  const look = () => {
    if (navigator.serviceWorker.controller !== null) become(registration.waiting ?? waiting)
  }
  const watch = () => registration.installing?.addEventListener('statechange', look)
  look()
  watch()
  registration.addEventListener('updatefound', watch)
  // Without a connection there is nothing to learn; the next hour asks again.
  setInterval(() => void registration.update().catch(() => undefined), lookEvery)
}
