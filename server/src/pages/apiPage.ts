/** The API to read and try: swagger-ui's own files, and a start script of ours since the CSP allows no inline one. */
import express, { Router } from 'express'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const swaggerFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const scriptFile = fileURLToPath(new URL('apiPage.js', import.meta.url))
/** The two files that the page needs; the folder also holds source maps of many megabytes. */
const swaggerFiles = ['swagger-ui.css', 'swagger-ui-bundle.js']

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Veritrail API</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
<main id="api"></main>
<script src="swagger-ui-bundle.js"></script>
<script src="apiPage.js"></script>
</body>
</html>
`

export function apiPage(): Router {
  const router = Router({ strict: true })
  router.get('', (_req, res) => {
    res.redirect(308, '/api/docs/')
  })
  router.get('/', (_req, res) => {
    res.type('html').send(html)
  })
  router.get('/apiPage.js', (_req, res) => {
    res.sendFile(scriptFile)
  })
  const files = express.static(swaggerFolder, { index: false, maxAge: '1h' })
  router.get(
    swaggerFiles.map((name) => `/${name}`),
    files,
  )
  return router
}
