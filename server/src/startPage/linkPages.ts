/** Where one-time links lead: a form for the founding, a form for an invitation. The token stays behind the '#'. */
import { Router } from 'express'
import { fileURLToPath } from 'node:url'

const scriptFile = fileURLToPath(new URL('linkPage.js', import.meta.url))

interface Field {
  /** Path of the value in the request's body. */
  name: string
  label: string
  type?: 'email' | 'password'
  autocomplete: string
}

const person: Field[] = [
  { name: 'name', label: 'Your name', autocomplete: 'name' },
  {
    name: 'password',
    label: 'Password, at least 12 characters',
    type: 'password',
    autocomplete: 'new-password',
  },
]
const founding: Field[] = [
  { name: 'participant.gln', label: 'GLN of the founding regulator, 13 digits', autocomplete: 'off' },
  { name: 'participant.name', label: 'Name of the regulator', autocomplete: 'organization' },
  { name: 'user.email', label: 'Your e-mail address', type: 'email', autocomplete: 'username' },
  ...person.map((field) => ({ ...field, name: `user.${field.name}` })),
]

export function linkPages(): Router {
  const router = Router()
  router.get('/founding', (_req, res) => {
    const lead = 'The first regulator admits everybody else. This link works once.'
    res.type('html').send(page('Found the network', lead, 'founding', founding))
  })
  router.get('/invitation', (_req, res) => {
    res.type('html').send(page('Accept your invitation', 'This link works once.', 'invitations', person))
  })
  router.get('/linkPage.js', (_req, res) => {
    res.sendFile(scriptFile)
  })
  return router
}

function page(title: string, lead: string, resource: string, fields: readonly Field[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title} · Veritrail</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/start.css">
<script src="/linkPage.js" defer></script>
</head>
<body>
<header><h1>${title}</h1><p>${lead}</p></header>
<main>
<form method="post" data-resource="${resource}">
${fields.map(inputOf).join('\n')}
<button>${title}</button>
<p role="status" aria-live="polite"></p>
</form>
</main>
</body>
</html>
`
}

function inputOf({ name, label, type, autocomplete }: Field): string {
  const kind = type === undefined ? '' : ` type="${type}"`
  return `<label>${label}<input name="${name}"${kind} autocomplete="${autocomplete}" required></label>`
}
