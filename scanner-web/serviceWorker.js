// The app shell without a network. Answers of the API are never kept: a verdict must be of this moment.
// The build puts `version` and `files` in front of this.
/* global self, caches, Response, version, files */
const shell = `shell-${version}`

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(shell)
      .then((cache) => cache.addAll(files))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  const dropOld = async () => {
    const names = await caches.keys()
    await Promise.all(names.filter((name) => name !== shell).map((name) => caches.delete(name)))
    await self.clients.claim()
  }
  event.waitUntil(dropOld())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || isServers(pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (files.includes(pathname)) event.respondWith(kept(pathname, request))
})

/** Paths that are not the app's: the API, its documents and the server's state. */
function isServers(pathname) {
  return /^\/(api|problems|livez|readyz)(\/|$)/.test(pathname)
}

/** The network's page where there is one, so that a new release is seen at the next visit. */
async function page(request) {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match('/index.html', { cacheName: shell })) ?? Response.error()
  }
}

async function kept(pathname, request) {
  return (await caches.match(pathname, { cacheName: shell })) ?? fetch(request)
}
