import { type Request, type RequestHandler, type Response, Router } from 'express'
import { HomeportError } from '#shared/errors.ts'
import { TokenValidation } from '#shared/operations/claude.ts'
import type { HttpRoute } from '#shared/operations/operation.ts'
import type { Streamed } from '#shared/operations/streamed.ts'
import { operations } from '#shared/operations/table.ts'
import { MAX_FRAME_BYTES, MAX_PUBLIC_BYTES } from '#shared/protocol/frames.ts'
import type { Clock } from '#server/platform/clock.ts'
import { authorise } from '../kernel/authorise.ts'
import type { CookieNames, Cookies } from '../kernel/requests/cookie.ts'
import type { ListenerKind } from '../kernel/identity.ts'
import type { Guard } from '../kernel/ports/guard.ts'
import type { Identification } from '../kernel/ports/guard.ts'
import { notSigned } from '../kernel/ports/guard.ts'
import type { Caller } from '../kernel/identity.ts'
import { type Dispatch } from '../kernel/dispatch.ts'
import { type Call, type RequestOperationName, isRequestOperation } from '../kernel/call.ts'
import { closeUnread, readFields } from './transfer/jsonBody.ts'
import { sourceOf } from '../kernel/origin/requestSource.ts'
import { requestOrigin } from '../kernel/origin/requestOrigin.ts'
import type { UnauthenticatedSockets } from '../unauthenticated/unauthenticatedSockets.ts'
import { sendError } from './errorHandler.ts'
import { exchangeOf, sendStreamed } from './transfer/streaming.ts'
import { requestId, setOperation } from '../kernel/requests/requestNotes.ts'
import { assertNotCrossSite, assertOriginPresent } from '../kernel/origin/sameOrigin.ts'

export interface RoutesDeps {
  readonly dispatch: Dispatch
  readonly guard: Guard
  readonly cookies: CookieNames
  readonly listener: ListenerKind
  readonly unauthenticated: Pick<UnauthenticatedSockets, 'vouch'>
  readonly clock: Clock
  /** The API description, made when first asked for. */
  readonly describe: () => object
}

/** What a handler may know of a request. */
export type CallOf = (req: Request, res: Response) => Call

/** Calls of those who have not said who they are. */
export function unauthenticatedCalls({ listener, cookies }: Pick<RoutesDeps, 'listener' | 'cookies'>): CallOf {
  return (req, res) => callOf(req, res, { caller: { kind: 'anonymous', listener }, names: cookies })
}

/** Every row of the operation table that has an HTTP route, and the description of them all. */
export function createRoutes(deps: RoutesDeps): Router {
  const router = Router({ caseSensitive: true, strict: true })
  const paths = new Map<string, string[]>()
  for (const { name, http } of httpOperations()) {
    paths.set(http.path, [...new Set([...(paths.get(http.path) ?? []), http.method])])
    router[expressMethod[http.method]](http.path, whereAccepted(http), guarded, async (req, res) => {
      await answer(req, res, { deps, name, http })
    })
  }
  router.get('/api/openapi.json', guarded, describing(deps))
  for (const [path, methods] of paths) {
    router.all(path, (req, res) => {
      res.setHeader('Allow', methods.join(', '))
      const error = new HomeportError('HTTP_001', `${req.method} is not for this address; ${methods.join(' or ')} is.`)
      sendError(res, error, { clock: deps.clock, status: 405 })
    })
  }
  return router
}

/** Leaves a request to the next row of the address unless its caller names the media type of this one. */
function whereAccepted({ only_where_accepted, answers = '' }: HttpRoute): RequestHandler {
  return (req, _res, next) => {
    const isFor = only_where_accepted === undefined || (req.headers.accept ?? '').includes(answers)
    next(isFor ? undefined : 'route')
  }
}

function describing(deps: RoutesDeps): RequestHandler {
  return async (req, res) => {
    setOperation(res, 'api.describe')
    authorise({ scope: 'read' }, await identify(req, res, deps))
    res.json(deps.describe())
  }
}

/** Rows that HTTP serves. */
export function httpOperations(): { name: RequestOperationName; http: HttpRoute }[] {
  return Object.entries(operations).flatMap(([name, operation]) =>
    'http' in operation && isRequestOperation(name) ? [{ name, http: operation.http }] : [],
  )
}

const expressMethod = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const

/** Answers whose status depends on what they say. */
const statusOfResult: Partial<Record<RequestOperationName, (result: unknown) => number>> = {
  'claude_token.validate': (result) => (TokenValidation.parse(result).valid ? 200 : 400),
}

function guarded(req: Request, res: Response, next: () => void): void {
  assertNotCrossSite(req.headers)
  res.setHeader('Cache-Control', 'no-store')
  next()
}

async function answer(
  req: Request,
  res: Response,
  { deps, name, http }: { deps: RoutesDeps; name: RequestOperationName; http: HttpRoute },
): Promise<void> {
  setOperation(res, name)
  const caller = await (operations[name].scope === 'public' ? recognise : identify)(req, res, deps)
  const call = {
    ...callOf(req, res, { caller, names: deps.cookies }),
    ...exchangeOf(req, res, { http, prove: () => deps.unauthenticated.vouch(req.socket) }),
  }
  // Before the body is read: an unauthenticated client fills no memory, and learns nothing about what would be accepted.
  deps.dispatch.authorise(name, req.params, call)
  const input = await deps.dispatch.reading(name, { params: req.params, call }, async () => ({
    ...req.query,
    ...(http.body === 'bytes' ? {} : await readFields(req, res, bodyLimit(name, http))),
    ...req.params,
  }))
  const result = await deps.dispatch.run(name, input, call).finally(() => closeUnread(req, res))
  if (http.answers !== undefined) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a row with `answers` results in, see there
    return sendStreamed(res, result as Streamed, http)
  }
  res.status(statusOfResult[name]?.(result) ?? http.status ?? 200).json(result)
}

/** How much is read: from a caller who may run the operation, as much as a WebSocket frame may hold, or the row says. */
function bodyLimit(name: RequestOperationName, http: HttpRoute): number {
  return operations[name].scope === 'public' ? MAX_PUBLIC_BYTES : (http.max_bytes ?? MAX_FRAME_BYTES)
}

/** What a handler may know of a request beside its parameters. */
function callOf(
  req: Request,
  res: Response,
  { caller, names }: { readonly caller: Caller; readonly names: CookieNames },
): Call {
  return {
    caller,
    cookies: cookiesOf(req, res, names),
    ...requestOrigin(req, requestId(res)),
    malformed: 'HTTP_002',
    base_url: `${req.secure ? 'https' : 'http'}://${req.headers.host ?? ''}`,
  }
}

type Identifying = Pick<RoutesDeps, 'guard' | 'cookies' | 'listener' | 'unauthenticated'>

/** @throws HomeportError AUTH_002 … AUTH_004 for credentials that are over, unknown or not allowed any more, AUTH_006 without an Origin. */
async function identify(req: Request, res: Response, deps: Identifying): Promise<Caller> {
  const { cookies, listener } = deps
  const found = await ask(req, deps)
  if (found.kind === 'half') {
    throw notSigned()
  }
  if (found.kind === 'none') {
    return { kind: 'anonymous', listener }
  }
  if (found.kind === 'refused') {
    throw found.error
  }
  assertNotLent(req, found)
  renew(found, cookiesOf(req, res, cookies))
  return { kind: 'signed_in', identity: found.identity, listener }
}

/** Once a request has authenticated, its connection no longer counts as unauthenticated. */
async function ask(req: Request, { guard, unauthenticated }: Identifying): Promise<Identification> {
  const found = await guard.identify(req.headers, sourceOf(req))
  if (found.kind === 'proven') {
    unauthenticated.vouch(req.socket)
  }
  return found
}

/** For what is open to everybody: a credential that is worth nothing is none. */
async function recognise(req: Request, res: Response, deps: Identifying): Promise<Caller> {
  const { cookies, listener } = deps
  const found = await ask(req, deps)
  if (found.kind !== 'proven') {
    return { kind: 'anonymous', listener }
  }
  assertNotLent(req, found)
  renew(found, cookiesOf(req, res, cookies))
  return { kind: 'signed_in', identity: found.identity, listener }
}

/** Sends the cookie again when it lasts longer now, or has another name. */
function renew({ renewed_cookie: cookie }: Extract<Identification, { kind: 'proven' }>, cookies: Cookies): void {
  if (cookie !== null) {
    cookies.setSession(cookie.value, cookie.lasts_ms)
    cookie.forgetOld()
  }
}

/** @throws HomeportError AUTH_006 where a cookie would change something without saying from which page. */
function assertNotLent(req: Request, { by }: { readonly by: 'cookie' | 'bearer' }): void {
  if (by === 'cookie' && req.method !== 'GET' && req.method !== 'HEAD') {
    assertOriginPresent(req.headers)
  }
}

function cookiesOf(req: Request, res: Response, names: CookieNames): Cookies {
  return names.of({
    header: req.headers.cookie,
    secure: req.secure,
    append: (cookie) => void res.append('Set-Cookie', cookie),
  })
}
