/** The page at `/` until the counter's pages come: what this is, how it stands, where to go on. No script. */
import { Router } from 'express'
import { fileURLToPath } from 'node:url'
import type { Readiness } from '../readiness.ts'
import { escapeHtml } from './escapeHtml.ts'

const cssFile = fileURLToPath(new URL('start.css', import.meta.url))
const iconFile = fileURLToPath(new URL('icon.svg', import.meta.url))

export function startPage(deps: { readiness: () => Promise<Readiness>; version: string }): Router {
  const router = Router()
  router.get('/', async (_req, res) => {
    res.type('html').send(render(await deps.readiness(), deps.version))
  })
  router.get('/start.css', (_req, res) => {
    res.sendFile(cssFile)
  })
  router.get(['/icon.svg', '/favicon.ico'], (_req, res) => {
    res.type('svg').sendFile(iconFile)
  })
  return router
}

function render(state: Readiness, version: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Veritrail</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/start.css">
</head>
<body>
<header>
<img src="/icon.svg" alt="" width="56" height="56">
<h1>Veritrail</h1>
<p>Is this medicine genuine, unexpired and not recalled? Answered at the counter, with proof.</p>
</header>
<main>
<section aria-labelledby="state">
<h2 id="state">How this server stands</h2>
<p class="${state.ready ? 'good' : 'bad'}">${state.ready ? 'Ready' : 'Not ready'}</p>
<dl>
${rowsOf(state)
  .map(([term, said]) => `<div><dt>${escapeHtml(term)}</dt><dd>${escapeHtml(said)}</dd></div>`)
  .join('\n')}
</dl>
</section>
<nav aria-labelledby="ways">
<h2 id="ways">Go on</h2>
<ul>
<li><a href="/api/docs/">API, to read and try</a></li>
<li><a href="/api/v1/openapi.json">OpenAPI 3.1 document</a></li>
<li><a href="/api/v1/ledger/checkpoints">Newest checkpoint of the ledger</a></li>
<li><a href="/readyz">State, for machines</a></li>
</ul>
</nav>
</main>
<footer>Veritrail ${escapeHtml(version)}</footer>
</body>
</html>
`
}

function rowsOf({ ledger, replica, projections, database }: Readiness): [string, string][] {
  const height = ledger.height === null ? 'does not answer' : blocks(ledger.height)
  return [
    ['Ledger', `${ledger.operation}; ${height}`],
    ['Verification rests on', withFault(replica)],
    ['Search rests on', withFault(projections)],
    ['Database', database],
  ]
}

function withFault({ height, fault }: { height: number; fault: string | null }): string {
  return fault === null ? blocks(height) : `${blocks(height)}; ${fault}`
}

function blocks(height: number): string {
  return `${String(height)} ${height === 1 ? 'block' : 'blocks'}`
}
