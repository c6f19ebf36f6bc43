// Shows the API document. Changing requests need the session's CSRF token: it is taken from the answer to the log-in.
/* global SwaggerUIBundle */
let csrfToken = null

SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
  requestInterceptor(request) {
    if (csrfToken !== null) request.headers['X-CSRF-Token'] = csrfToken
    return request
  },
  responseInterceptor(response) {
    if (response.body && typeof response.body.csrfToken === 'string') csrfToken = response.body.csrfToken
    return response
  },
})
