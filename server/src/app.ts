/** The HTTP application: every capability's endpoints behind one door, and the few pages beside them. */
import express, { type ErrorRequestHandler, type Express } from 'express'
import helmet from 'helmet'
import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http'
import { Socket } from 'node:net'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'
import { RuleViolation } from '../../chaincode/src/domain/violation.ts'
import type { Endpoint } from './platform/http/endpoint.ts'
import { mountEndpoints, type Gate } from './platform/http/mountEndpoints.ts'
import { openApiDocument } from './platform/http/openApiDocument.ts'
import { Refusal, sendProblem } from './platform/http/problem.ts'
import { problemOf } from './problems.ts'
import type { Readiness } from './readiness.ts'
import { apiPage } from './pages/apiPage.ts'
import { problemsPage } from './pages/problemsPage.ts'
import { webApp } from './pages/webApp.ts'

export interface AppDeps {
  endpoints: readonly Endpoint[]
  nodeEndpoints: readonly Endpoint[]
  gate: Gate
  readiness: () => Promise<Readiness>
  logger: Logger
  publicUrl: string
  version: string
  /** Where the browser's side was built. */
  webFolder: string
  /** Hold every answer against its schema: on in tests. */
  checkAnswers?: boolean
}

export const apiPath = '/api/v1'

export function createApp(deps: AppDeps): Express {
  const { endpoints, gate, readiness, publicUrl, version } = deps
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  // Behind https stands a proxy on this machine; only then its X-Forwarded-For says who calls.
  app.set('trust proxy', publicUrl.startsWith('https:') ? 'loopback' : false)
  app.use(requestLog(deps.logger), securityHeaders(publicUrl))

  app.get('/livez', (_req, res) => {
    res.json({ alive: true })
  })
  app.get('/readyz', async (_req, res) => {
    const state = await readiness()
    res.status(state.ready ? 200 : 503).json(state)
  })
  const document = openApiDocument(endpoints, { version, basePath: apiPath })
  app.get(`${apiPath}/openapi.json`, (_req, res) => {
    res.json(document)
  })
  app.use('/api/docs', apiPage())
  app.use(problemsPage())
  const invalid = (field: string, reason: string) => new RuleViolation('INPUT_INVALID', { field, reason })
  const options = { gate, invalid, checkAnswers: deps.checkAnswers ?? false }
  app.use(apiPath, mountEndpoints(endpoints, options))
  app.use('/node', mountEndpoints(deps.nodeEndpoints, options))

  app.use(webApp(deps.webFolder))
  app.use(() => {
    throw new Refusal('NOT_FOUND', { what: 'address' })
  })
  app.use(answerWithProblem)
  return app
}

/** What may answer ahead of Express. */
export interface HotPath {
  /** Says whether it took the request. */
  takes(req: IncomingMessage, res: ServerResponse): boolean
  /** Called before the server listens: it may take whole connections too. */
  standBefore(server: Server): void
}

export function createHttpServer(app: Express, hot?: HotPath): Server {
  const server = createServer((req, res) => {
    if (hot?.takes(req, res) !== true) app(req, res)
  })
  hot?.standBefore(server)
  return server
}

/** What a hot path has to do as this application does: the headers of every answer, and refusals. */
export function hotPathSettings(logger: Logger, publicUrl: string) {
  return {
    headers: headersSetBy(securityHeaders(publicUrl)),
    refuse(error: unknown, req: IncomingMessage, res: ServerResponse) {
      const problem = problemOf(error)
      if (problem.status >= 500) logger.error({ err: error }, `request.${problem.code.toLowerCase()}`)
      securityHeaders(publicUrl)(req, res, () => {
        sendProblem(res, problem)
      })
    },
  }
}

/** Names and values in turn, as `writeHead` takes them. */
function headersSetBy(middleware: ReturnType<typeof securityHeaders>): string[] {
  const req = new IncomingMessage(new Socket())
  const res = new ServerResponse(req)
  middleware(req, res, () => undefined)
  return res.getHeaderNames().flatMap((name) => [name, String(res.getHeader(name))])
}

/** One line a request: no query (it may hold a serial), no invitation's token, no headers (they hold credentials). */
function requestLog(logger: Logger) {
  return pinoHttp({
    logger,
    customSuccessMessage: () => 'request.answered',
    customErrorMessage: () => 'request.failed',
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'info'),
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({
        id,
        method,
        path: url.replace(/\?.*$/s, '').replace(/(\/invitations\/)[^/]+/, '$1…'),
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
  })
}

function securityHeaders(publicUrl: string) {
  const guard = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        // The decoder is WebAssembly; eval of script stays forbidden.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: publicUrl.startsWith('https:'),
  })
  return (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => {
    res.setHeader('Permissions-Policy', 'camera=(self), microphone=(), geolocation=()')
    guard(req, res, next)
  }
}

const answerWithProblem: ErrorRequestHandler = (error: unknown, req, res, _next) => {
  const problem = problemOf(fromExpress(error))
  if (problem.status >= 500) req.log.error({ err: error }, `request.${problem.code.toLowerCase()}`)
  // Half an answer is out already: the caller must see that it broke off.
  if (res.headersSent) res.destroy()
  else sendProblem(res, problem)
}

/** Express refuses addresses that it cannot decode with an error that carries `status` 400. */
function fromExpress(error: unknown): unknown {
  const isClientFault = error instanceof Error && 'status' in error && error.status === 400
  return isClientFault ? new Refusal('REQUEST_INVALID', { reason: error.message }) : error
}
