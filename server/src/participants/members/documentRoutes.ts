import type { Readable } from 'node:stream'
import { z } from 'zod'
import { endpoint, raw, type Endpoint } from '../../platform/http/endpoint.ts'
import { bodyLimitBytes } from '../../platform/http/jsonBody.ts'
import { Refusal } from '../../platform/http/problem.ts'
import type { Clock } from '../clock.ts'
import { hashField } from '../keySchemas.ts'
import type { DocumentFolder } from './documentFolder.ts'
import type { MemberStore } from './store.ts'

export interface DocumentRouteDeps {
  members: MemberStore
  documents: DocumentFolder
  clock: Clock
}

export function documentRoutes({ members, documents, clock }: DocumentRouteDeps): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/documents',
      summary: 'Upload a proof document (PDF, at most 10 MB)',
      access: { resource: 'documents', action: 'upload' },
      body: raw('application/pdf'),
      answers: { 201: z.object({ hash: z.string(), bytes: z.number().int() }) },
      async handle({ caller, body }) {
        const bytes = await readPdf(body)
        const hash = await documents.write(bytes)
        const { participant } = caller
        await members.addDocument({ hash, bytes: bytes.length, participant, uploadedAt: new Date(clock()) })
        return { status: 201, body: { hash, bytes: bytes.length } }
      },
    }),
    endpoint({
      method: 'get',
      path: '/documents/{hash}',
      summary: 'Read a proof document',
      access: { resource: 'documents', action: 'read' },
      params: z.object({ hash: hashField }),
      answers: { 200: raw('application/pdf') },
      async handle({ params }) {
        const known = await members.document(params.hash)
        const bytes = known === null ? null : await documents.read(params.hash)
        if (bytes === null) throw new Refusal('NOT_FOUND', { what: 'document' })
        // Never shown within our own pages' origin: it is somebody else's file.
        const headers = { 'Content-Disposition': `attachment; filename="${params.hash}.pdf"` }
        return { status: 200, headers, body: bytes }
      },
    }),
  ]
}

/** ISO 32000-1 section 7.5.2: a PDF begins with its header `%PDF-`. */
async function readPdf(body: Readable): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of body as AsyncIterable<Buffer>) {
    length += part.length
    if (length > bodyLimitBytes) throw new Refusal('BODY_TOO_LARGE', { limitBytes: bodyLimitBytes })
    parts.push(part)
  }
  const bytes = Buffer.concat(parts)
  if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-') {
    throw new Refusal('FILE_INVALID', { fault: 'notPdf', field: 'body', reason: 'is not a PDF' })
  }
  return bytes
}
