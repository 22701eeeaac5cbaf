import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import {
  type ConnectionOperationName,
  type GatewayOperationName,
  type OperationName,
  type ParamsOf,
  type ResultOf,
  operations,
} from '#shared/operations/table.ts'
import type { Cookies } from './requests/cookie.ts'
import type { Caller } from './identity.ts'

/** Where a request came from. */
export interface RequestOrigin {
  /** The peer's IP address; `local`: this machine's control socket. */
  readonly address: string | null
  readonly user_agent: string
  /** The same as in the log and in the error that the caller gets. */
  readonly request_id: string | null
}

export interface Attempt {
  readonly name: OperationName
  readonly origin: RequestOrigin
  readonly caller: Caller
  /** As it came, for what was refused before it was validated. */
  readonly input: unknown
  /** Validated; undefined when it did not come so far. */
  readonly params?: unknown
}

/** Says what belongs into the audit log: every audited operation, however it ended, and every refusal. Never throws. */
export interface Auditor {
  succeeded(attempt: Attempt, result: unknown): void
  failed(attempt: Attempt, error: unknown): void
  /**
   * A request was rejected before its caller was known; `target` is the operation, or the address, that it was for.
   * An error is recorded once, and only when it is a refusal.
   */
  rejected(target: string, origin: RequestOrigin, error: unknown): void
}

/** Operations that HTTP and the control socket can run; the others belong to the WebSocket itself. */
export type RequestOperationName = Exclude<OperationName, ConnectionOperationName>

/** Whether a name that came from outside is one of them. */
export function isRequestOperation(name: string): name is RequestOperationName {
  return isOperation(name) && operations[name].owner !== 'connection'
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name)
}

/** The caller of one request, and what an answer may set beside its body. */
export interface Call extends RequestOrigin {
  readonly caller: Caller
  readonly cookies: Cookies
  /** Scheme and host that the request was made to: `https://home.example:4443`; empty but for HTTP. */
  readonly base_url: string
  /** What is not understood is called after the way it came (operations are the same for both); a frame when absent. */
  readonly malformed?: 'HTTP_002'
  /** The caller is gone, or has its answer; absent where nobody can tell. */
  readonly gone?: AbortSignal
  /** What came over HTTP for a row whose body or answer is no JSON. */
  readonly http?: HttpExchange
}

/** A request whose body or answer is no JSON. */
export interface HttpExchange {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** The body, read as fast as it is asked for. Ends with HTTP_002 when it did not arrive whole. */
  readonly body: AsyncIterable<Uint8Array>
  /** The caller is gone. */
  readonly gone: AbortSignal
  /** What came along proves who is there, though it is no credential: the connection counts as a stranger’s no more. */
  readonly prove: () => void
}

/** One handler per row that the gateway owns: a row without one does not compile. */
export type GatewayHandlers = {
  readonly [N in GatewayOperationName]: (params: ParamsOf<N>, call: Call) => ResultOf<N> | Promise<ResultOf<N>>
}

/** @throws HomeportError AUTH_002 when nobody is signed in (a public row whose handler needs a person). */
export function actorOf(caller: Caller): Actor {
  switch (caller.kind) {
    case 'local':
      return caller.actor
    case 'signed_in':
      return caller.identity.actor
    case 'anonymous':
      throw new HomeportError('AUTH_002', 'You are not signed in. Open a new sign-in link.')
  }
}
