/**
 * One definition of an endpoint is its route, its validation, its access rule and its place in the OpenAPI document.
 */
import type { Request } from 'express'
import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Access, Caller, Reach } from './access.ts'
import type { Idempotency } from './idempotency.ts'

/** A body or an answer that is not JSON: `raw('text/csv')`. */
export interface Raw {
  raw: string
}
export function raw(contentType: string): Raw {
  return { raw: contentType }
}

type Schema = z.ZodType
/** Status -> what the body is; null is an answer without one. */
type Answers = Readonly<Record<number, Schema | Raw | null>>

type Output<S> = S extends Schema ? z.output<S> : undefined
type Body<B> = B extends Schema ? z.output<B> : B extends Raw ? Readable : undefined

/** Answers are only read: records that are frozen may be sent as they are. */
type Frozen<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Frozen<Item>[]
    : { readonly [Key in keyof T]: Frozen<T[Key]> }

type AnswerBody<A> = A extends Schema
  ? { body: Frozen<z.input<A>> }
  : A extends Raw
    ? { body: Readable | Uint8Array | string }
    : { body?: undefined }

/** Sent as it is; a raw body that fails half-way closes the connection, so that no half file passes for a whole one. */
type Answer<A extends Answers> = {
  [Status in keyof A & number]: AnswerBody<A[Status]> & { status: Status; headers?: Record<string, string> }
}[keyof A & number]

/** What a handler gets: everything in it is checked. */
export interface Call<Params, Query, Body, Who> {
  params: Params
  query: Query
  /** Parsed JSON; for a raw body the request as a stream, unread. */
  body: Body
  caller: Who
  /** What the caller's permission reaches; the use case must honour `own`. */
  reach: Reach
  /** From the Idempotency-Key header; pass it on to the submitter. Never with a raw body: that is hashed by its reader. */
  idempotency: Idempotency | null
  req: Request
}

export interface EndpointDefinition<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | Raw | undefined,
  A extends Answers,
  Need extends Access,
  Given extends Answer<A>,
> {
  method: 'get' | 'post' | 'put' | 'delete'
  /** Below /api/v1, as OpenAPI writes it: `/batches/{gtin}/{lot}`. */
  path: string
  summary: string
  /** More than one line of explanation, in Markdown. */
  description?: string
  params?: P
  query?: Q
  body?: B
  answers: A
  access: Need
  /** Requests a minute from one address; for doors that stand open to everybody. */
  perMinute?: number
  handle: (
    call: Call<Output<P>, Output<Q>, Body<B>, Need extends 'public' ? null : Caller>,
  ) => Promise<Given> | Given
}

/** An endpoint with its types forgotten: what `mountEndpoints` and `openApiDocument` work on. */
export interface Endpoint {
  method: 'get' | 'post' | 'put' | 'delete'
  path: string
  summary: string
  description?: string
  params?: Schema
  query?: Schema
  body?: Schema | Raw
  answers: Answers
  access: Access
  perMinute?: number
  handle: (call: Call<unknown, unknown, unknown, Caller | null>) => Promise<UntypedAnswer> | UntypedAnswer
}
export interface UntypedAnswer {
  status: number
  headers?: Record<string, string>
  body?: unknown
}

export function endpoint<
  const A extends Answers,
  const Need extends Access,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | Raw | undefined = undefined,
  const Given extends Answer<A> = Answer<A>,
>(definition: EndpointDefinition<P, Q, B, A, Need, Given>): Endpoint {
  // The one place where the handler's types are forgotten; `mountEndpoints` calls it only with what the schemas gave.
  return definition as unknown as Endpoint
}

export function isRaw(shape: Schema | Raw | null | undefined): shape is Raw {
  return shape !== null && shape !== undefined && 'raw' in shape
}
