// OpenAPI 3.1 -> TypeScript, as far as our own document goes: one entry `'GET /path'` an operation. A schema it does not
// know is an error, so that no type is silently `unknown`.

/**
 * @param {{paths: object, components?: {schemas?: object}}} document
 * @returns {string} the source of src/api/types.ts, before prettier
 */
export function renderApiTypes(document) {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  )
  operations.sort((a, b) => (a.name < b.name ? -1 : 1))
  const schemas = Object.entries(document.components?.schemas ?? {})
  return [
    '// Generated from the served OpenAPI document by `npm run web:api-types`. Do not edit: a test holds it equal.',
    ...schemas.map(([name, schema]) => `export type ${name} = ${typeOf(schema)}`),
    'export interface Api {',
    ...operations.map(({ name, operation }) => renderOperation(name, operation)),
    '}',
    '',
  ].join('\n')
}

function renderOperation(name, { summary, parameters = [], requestBody, responses }) {
  const answers = Object.entries(responses).filter(([status]) => status.startsWith('2'))
  return `/** ${summary} */
  '${name}': {
    params: ${parametersType(parameters, 'path')}
    query: ${parametersType(parameters, 'query')}
    body: ${requestBody === undefined ? 'undefined' : contentType(requestBody.content)}
    answer: ${answers.map(([, { content }]) => (content === undefined ? 'undefined' : contentType(content))).join(' | ')}
  }`
}

function parametersType(parameters, place) {
  const here = parameters.filter((each) => each.in === place)
  const fields = here.map(({ name, required, schema }) =>
    required === true
      ? `${JSON.stringify(name)}: ${typeOf(schema)}`
      : `${JSON.stringify(name)}?: ${typeOf(schema)} | undefined`,
  )
  return fields.length === 0 ? 'undefined' : `{ ${fields.join('; ')} }`
}

function contentType(content) {
  const json = content['application/json']
  return json === undefined ? 'Blob' : typeOf(json.schema)
}

function typeOf(schema) {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((each) => JSON.stringify(each)).join(' | ')
  const either = schema.anyOf ?? schema.oneOf
  if (either !== undefined) return either.map((each) => `(${typeOf(each)})`).join(' | ')
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => `(${typeOf({ ...schema, type })})`).join(' | ')
  }
  switch (schema.type) {
    case 'string':
      return 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    case 'array':
      return `(${typeOf(schema.items)})[]`
    case 'object':
      return objectType(schema)
    case undefined:
      if (Object.keys(schema).every((key) => key === 'description')) return 'unknown'
  }
  throw new Error(`no TypeScript for the schema ${JSON.stringify(schema)}`)
}

function objectType({ properties = {}, required = [], additionalProperties }) {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const comment = schema.description === undefined ? '' : `/** ${schema.description} */\n`
    return `${comment}${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`
  })
  if (fields.length > 0) return `{\n${fields.join('\n')}\n}`
  return typeof additionalProperties === 'object'
    ? `{ [name: string]: ${typeOf(additionalProperties)} }`
    : 'Record<string, never>'
}
