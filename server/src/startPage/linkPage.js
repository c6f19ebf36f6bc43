/* global document, location, FormData, fetch */
// Sends a one-time link's form as JSON. The token comes from behind the '#', which browsers send to no server.
const form = document.querySelector('form')
const status = form.querySelector('[role=status]')

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const token = location.hash.slice(1)
  const body = {}
  for (const [path, value] of new FormData(form)) put(body, path.split('.'), value)
  const isFounding = form.dataset.resource === 'founding'
  if (isFounding) body.token = token
  const path = isFounding ? '/api/v1/founding' : `/api/v1/invitations/${encodeURIComponent(token)}`
  status.className = ''
  status.textContent = 'Sending …'
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    show(answer.ok, await answer.json())
  } catch {
    show(false, { title: 'The server does not answer. Nothing was lost; try again.', facts: {} })
  }
})

function show(succeeded, content) {
  status.className = succeeded ? 'good' : 'bad'
  const { title, facts } = content
  const why = facts?.field === undefined ? '' : `: ${facts.field} ${facts.reason}`
  status.textContent = succeeded ? `Done. You may log in as ${content.email}.` : title + why
  if (succeeded) form.querySelector('button').disabled = true
}

function put(target, [first, ...rest], value) {
  if (rest.length === 0) target[first] = value
  else put((target[first] ??= {}), rest, value)
}
