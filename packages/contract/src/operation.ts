import type { Action } from '@comity/domain/account/action'
import type { ProblemCode } from '@comity/domain/problem'
import type { Result } from '@comity/domain/result'
import * as z from 'zod'

/** Bytes that leave or enter as they are: a letter, a file of a request. */
export interface FileStream {
  readonly name: string
  readonly mediaType: string
  readonly stream: AsyncIterable<Uint8Array>
  /** Bytes, when known beforehand. */
  readonly size?: number
}

/** Stands for a body or an answer that is a file and not JSON. */
export const fileBody = z.custom<FileStream>().meta({ title: 'File' })

type Fields = z.ZodObject
const none = z.strictObject({})

/** One operation of the public API, as data. The server binds it, the client calls it, OpenAPI describes it. */
export interface Operation<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** As in `/requests/{request}`. */
  readonly path: string
  /** What `may` is asked. */
  readonly action: Action
  readonly summary: string
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly response: R
  /** Status of success. */
  readonly status: 200 | 201 | 204
  /** Problems of its own, beside those that any operation can answer. */
  readonly problems: readonly ProblemCode[]
  /** A change that must name the version it changes. */
  readonly ifMatch: boolean
  /** A change that honours `Idempotency-Key`. */
  readonly idempotent: boolean
  /** An act that commits the authority: whoever does it has proved within the last minutes who they are. */
  readonly freshProof: boolean
  /** Largest body in bytes, where the usual megabyte is too little. */
  readonly largest?: number
}

interface Description<P extends Fields, Q extends Fields, B extends z.ZodType, R extends z.ZodType> {
  id: string
  method: Operation['method']
  path: string
  action: Operation['action']
  summary: string
  params?: P
  query?: Q
  body?: B
  response: R
  status?: Operation['status']
  problems?: readonly ProblemCode[]
  ifMatch?: true
  idempotent?: true
  freshProof?: boolean
  largest?: number
}

/** Declares an operation; what is left out takes no input and promises nothing. */
export function operation<
  R extends z.ZodType,
  P extends Fields = typeof none,
  Q extends Fields = typeof none,
  B extends z.ZodType = typeof none,
>(description: Description<P, Q, B, R>): Operation<P, Q, B, R> {
  return {
    params: none as unknown as P,
    query: none as unknown as Q,
    body: none as unknown as B,
    status: 200,
    ...description,
    problems: [...(description.problems ?? []), ...(description.freshProof === true ? (['proof-needed'] as const) : [])],
    ifMatch: description.ifMatch ?? false,
    idempotent: description.idempotent ?? false,
    freshProof: description.freshProof ?? false,
  }
}

/** What a caller gives: path, query and body, and the version where one is asked. */
export interface Input<O extends Operation> {
  readonly params: z.output<O['params']>
  readonly query: z.output<O['query']>
  readonly body: z.output<O['body']>
  /** Version that the change rests on, from `version` of the answer or the `ETag`. */
  readonly ifMatch?: number
  readonly idempotencyKey?: string
}
export type Output<O extends Operation> = z.output<O['response']>

type Part<K extends string, T> = {} extends T ? { readonly [N in K]?: T } : { readonly [N in K]: T }
/** What a caller writes: parts with nothing in them can be left out. */
export type Call<O extends Operation> = Part<'params', z.input<O['params']>> &
  Part<'query', z.input<O['query']>> &
  Part<'body', z.input<O['body']>> & { readonly ifMatch?: number; readonly idempotencyKey?: string }

/** The operations as functions: over HTTP for the command line and other programs, in process for the pages. */
export type Client<O extends Readonly<Record<string, Operation>>> = {
  readonly [K in keyof O]: (call: Call<O[K]>) => Promise<Result<Output<O[K]>>>
}

/** A page of a list: the rows, and the cursor of the next page if there is one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), next: z.string().optional() })
}
/** Query of a listed page. */
export const pageQuery = { cursor: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }
