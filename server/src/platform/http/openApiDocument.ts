import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { isRaw, type Endpoint, type Raw } from './endpoint.ts'

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. `code` is permanent and listed in docs/problems.md.' })

/** The OpenAPI 3.1 document of the endpoints, made from the very schemas that check the requests. */
export function openApiDocument(endpoints: readonly Endpoint[], info: { version: string; basePath: string }) {
  const paths: ZodOpenApiPathsObject = {}
  for (const each of endpoints) {
    const item = (paths[each.path] ??= {})
    item[each.method] = operationOf(each)
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Veritrail',
      version: info.version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: info.basePath }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'veritrail_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  })
}

function operationOf(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { access, params, query, body } = endpoint
  const operation: ZodOpenApiOperationObject = {
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[1] ?? ''],
    requestParams: {
      ...(params === undefined ? {} : { path: params as z.ZodObject }),
      ...(query === undefined ? {} : { query: query as z.ZodObject }),
    },
    responses: {
      ...Object.fromEntries(
        Object.entries(endpoint.answers).map(([status, shape]) => [status, answerOf(shape)]),
      ),
      default: { description: 'A problem', content: { 'application/problem+json': { schema: problem } } },
    },
    security:
      access === 'public' ? [] : access === 'session' ? [{ session: [] }] : [{ session: [] }, { token: [] }],
  }
  if (endpoint.description !== undefined) operation.description = endpoint.description
  if (body !== undefined) operation.requestBody = { required: true, content: contentOf(body) }
  return operation
}

function answerOf(shape: z.ZodType | Raw | null) {
  return shape === null ? { description: 'Done' } : { description: 'The answer', content: contentOf(shape) }
}

function contentOf(shape: z.ZodType | Raw) {
  return isRaw(shape)
    ? { [shape.raw]: { schema: { type: 'string' as const, format: 'binary' } } }
    : { 'application/json': { schema: shape } }
}
