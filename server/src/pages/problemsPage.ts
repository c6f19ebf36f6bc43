/** Where a problem's `type` leads: every code, its status and its title. */
import { Router } from 'express'
import { fileURLToPath } from 'node:url'
import { problems } from '../problems.ts'
import { escapeHtml } from './escapeHtml.ts'

const cssFile = fileURLToPath(new URL('problems.css', import.meta.url))
/** The app's own, so that there is one. */
const iconFile = fileURLToPath(new URL('../../../scanner-web/public/icon.svg', import.meta.url))

export function problemsPage(): Router {
  const router = Router()
  router.get('/problems', (_req, res) => {
    res.type('html').send(html())
  })
  router.get('/problems.css', (_req, res) => {
    res.sendFile(cssFile)
  })
  router.get(['/icon.svg', '/favicon.ico'], (_req, res) => {
    res.type('svg').sendFile(iconFile)
  })
  return router
}

function html(): string {
  const rows = Object.entries(problems).map(
    ([code, { status, title }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${String(status)}</td><td>${escapeHtml(title)}</td></tr>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Problems · Veritrail</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/problems.css">
</head>
<body>
<header><h1>Problems</h1><p>What an answer of type <code>application/problem+json</code> may say.</p></header>
<main><section><table>
<thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></section></main>
</body>
</html>
`
}
