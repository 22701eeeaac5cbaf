import type * as z from 'zod'

/**
 * What a credential must carry: read < drive < manage; `local`: only this machine's control socket, and the owner's
 * browser on this machine where the row has a route.
 */
export type Scope = 'public' | 'read' | 'drive' | 'manage' | 'local'

export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Express style; `:name` parts, the query and the JSON body together are the parameters. */
  readonly path: string
  /** Largest body in bytes; that of a frame when not named. */
  readonly max_bytes?: number
  /** Status of a success; 200 when not named. */
  readonly status?: number
  /** The body is no JSON: the gateway's handler reads it as it comes. The query and the path are the parameters. */
  readonly body?: 'bytes'
  /** The answer is no JSON but a `Streamed` of this media type. Only for rows of the gateway. */
  readonly answers?: string
  /** It answers only callers that accept what it `answers`; another row of the same address answers the others. */
  readonly only_where_accepted?: true
}

export interface FrameRoute<R> {
  readonly type: string
  /** The `type` of the one reply. */
  readonly reply: string
  /** The reply's `data` where it is not the result itself. */
  readonly data?: (result: R) => unknown
}

/**
 * One row of the table of operations. Routes, sockets, authorisation, validation, audit, the OpenAPI document and
 * the client are all made from it; a row without a handler does not compile.
 */
export interface Operation<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  /** One sentence for the API description. */
  readonly summary: string
  readonly params: P
  readonly result: R
  readonly scope: Scope
  /** Asked on this machine's control socket too, by the command line and the window. `local` rows always are. */
  readonly command_line?: true
  /** loopback: refused on the remote listener, whoever asks. */
  readonly listener?: 'loopback'
  /** The process whose handler answers. `connection`: the gateway's socket itself. */
  readonly owner: 'gateway' | 'host' | 'connection'
  readonly http?: HttpRoute
  readonly ws?: FrameRoute<z.infer<R>>
  /** The audit log's word for it; reads carry none. */
  readonly audit?: string
}

/** Declares a row, keeping its exact types. */
export function defineOperation<const O extends Operation<P, R>, P extends z.ZodType, R extends z.ZodType>(
  operation: O & Operation<P, R>,
): O {
  return operation
}
