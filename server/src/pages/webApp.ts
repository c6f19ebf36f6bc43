/** The browser's side: built files from scanner-web/dist, and its one page for every address that is nobody else's. */
import express, { Router, type RequestHandler } from 'express'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'

/** `dist/assets/name-<hash>.js`: another content has another name (RFC 8246). */
const hashed = { immutable: true, maxAge: '1y', index: false, fallthrough: false } as const
/** Everything else is asked about each time; an unchanged file costs a 304. */
const named = { cacheControl: false, index: false } as const

/** @param folder scanner-web/dist */
export function webApp(folder: string): Router {
  const router = Router()
  const squeezed = preferSqueezed(folder)
  router.use((_req, res, next) => {
    res.setHeader('Cache-Control', 'no-cache')
    next()
  })
  router.use('/assets', squeezed, express.static(join(folder, 'assets'), hashed))
  router.use(squeezed, express.static(folder, named))
  router.get('/{*path}', (req, res, next) => {
    if (!isPage(req.path, req.get('Accept') ?? '')) {
      next()
      return
    }
    res.sendFile(join(folder, 'index.html'), { cacheControl: false }, (error) => {
      if (error === undefined || res.headersSent) return
      res.status(503).type('text').send('The web app has not been built: `npm start` builds it.\n')
    })
  })
  return router
}

/** A browser that opens an address, not a program that asks for one. */
function isPage(path: string, accept: string): boolean {
  return accept.includes('text/html') && !/^\/(api|assets)(\/|$)/.test(path)
}

/** The build puts a Brotli twin beside every file that is worth it. */
function preferSqueezed(folder: string): RequestHandler {
  return (req, res, next) => {
    const path = `${req.baseUrl}${req.path}`
    const twin = `${path}.br`
    if (!/^[\w/.-]+$/.test(path) || !existsSync(join(folder, twin))) {
      next()
      return
    }
    res.vary('Accept-Encoding')
    if (req.acceptsEncodings('br') === 'br') {
      res.type(extname(path))
      res.setHeader('Content-Encoding', 'br')
      req.url = `${req.path}.br`
    }
    next()
  }
}
