// The app shell without a network. Answers of the API are never kept: a verdict must be of this moment.
// The build puts `version` and `files` in front of this.
/* global self, caches, Request, version, files */
const shell = `shell-${version}`

self.addEventListener('install', (event) => {
  // Not out of the browser's own cache: it may hold a page of the release before.
  const fresh = files.map((path) => new Request(path, { cache: 'no-cache' }))
  event.waitUntil(caches.open(shell).then((cache) => cache.addAll(fresh)))
})

/** A new release waits until somebody says so on a page, or none is open any more. */
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  const settle = async () => {
    // One release back is kept: another tab may still have to fetch a page of it.
    const shells = (await caches.keys()).filter((name) => name !== shell)
    await Promise.all(shells.slice(0, -1).map((name) => caches.delete(name)))
    await self.clients.claim()
  }
  event.waitUntil(settle())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || isServers(pathname)) return
  if (request.mode === 'navigate') event.respondWith(kept('/index.html', request))
  else if (files.includes(pathname)) event.respondWith(kept(pathname, request))
  else if (pathname.startsWith('/assets/')) event.respondWith(ofAnyRelease(request))
})

/** Paths that are not the app's: the API, its documents, other nodes and the server's state. */
function isServers(pathname) {
  return /^\/(api|node|problems|livez|readyz)(\/|$)/.test(pathname)
}

/** All of one release, the page as well as what it asks for. */
async function kept(pathname, request) {
  return (await caches.match(pathname, { cacheName: shell })) ?? fetch(request)
}

/** Built files carry a hash of their content in their names. */
async function ofAnyRelease(request) {
  return (await caches.match(request)) ?? fetch(request)
}
