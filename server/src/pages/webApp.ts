/** The browser's side: built files from scanner-web/dist, and its one page for every address that is nobody else's. */
import express, { Router, type ErrorRequestHandler, type RequestHandler, type Response } from 'express'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'

/** `dist/assets/name-<hash>.js`: another content has another name (RFC 8246). */
const hashed = { immutable: true, maxAge: '1y', index: false, fallthrough: false } as const
/** Everything else is asked about each time; an unchanged file costs a 304. */
const named = { cacheControl: false, index: false, setHeaders: askEachTime } as const

/** @param folder scanner-web/dist */
export function webApp(folder: string): Router {
  const router = Router()
  const squeezed = preferSqueezed(folder)
  router.use('/assets', squeezed, express.static(join(folder, 'assets'), hashed))
  router.use(squeezed, express.static(folder, named))
  router.get('/{*path}', (req, res, next) => {
    if (!isPage(req.path, req.get('Accept') ?? '')) {
      next()
      return
    }
    askEachTime(res)
    res.sendFile(join(folder, 'index.html'), { cacheControl: false }, (error) => {
      if (error === undefined || res.headersSent) return
      res.status(503).type('text').send('The web app has not been built: `npm start` builds it.\n')
    })
  })
  router.use(notOurs)
  return router
}

/** A file that is not there, or lies outside: whoever comes next says so. */
const notOurs: ErrorRequestHandler = (error: { status?: number }, _req, _res, next) => {
  next((error.status ?? 500) < 500 ? undefined : error)
}

function askEachTime(res: Response): void {
  res.setHeader('Cache-Control', 'no-cache')
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
