import { type Request, type Response, Router } from 'express'
import { HomeportError } from '#shared/errors.ts'
import { TokenValidation } from '#shared/operations/claude.ts'
import type { HttpRoute } from '#shared/operations/operation.ts'
import { operations } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import { authorise } from '../auth/authorise.ts'
import type { CookieWriter, SessionCookie } from '../auth/cookie.ts'
import type { Door } from '../auth/door.ts'
import { type Guard, SIGN_IN_MS } from '../auth/guard.ts'
import type { Caller } from '../auth/identity.ts'
import { type Dispatch, type RequestOperationName, isRequestOperation } from '../dispatch.ts'
import { jsonFields, readBody } from './body.ts'
import { requestOrigin } from '../requestOrigin.ts'
import { requestId, sendError, setOperation } from './errorHandler.ts'
import { assertNotCrossSite, assertOriginPresent } from './sameOrigin.ts'

export interface RoutesDeps {
  readonly dispatch: Dispatch
  readonly guard: Guard
  readonly cookie: SessionCookie
  readonly door: Door
  readonly clock: Clock
  /** The API description, made when first asked for. */
  readonly describe: () => object
}

/** Every row of the operation table that has an HTTP route, and the description of them all. */
export function createRoutes(deps: RoutesDeps): Router {
  const router = Router({ caseSensitive: true, strict: true })
  const paths = new Map<string, string[]>()
  for (const { name, http } of httpOperations()) {
    paths.set(http.path, [...(paths.get(http.path) ?? []), http.method])
    router[expressMethod[http.method]](http.path, guarded, readBody(), async (req, res) => {
      await answer(req, res, { deps, name, http })
    })
  }
  router.get('/api/openapi.json', guarded, (req, res) => {
    setOperation(res, 'api.describe')
    authorise({ scope: 'read' }, identify(req, res, deps))
    res.json(deps.describe())
  })
  for (const [path, methods] of paths) {
    router.all(path, (req, res) => {
      res.setHeader('Allow', methods.join(', '))
      const error = new HomeportError('WS_003', `${req.method} is not for this address; ${methods.join(' or ')} is.`)
      sendError(res, error, { clock: deps.clock, status: 405 })
    })
  }
  return router
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
  const caller = operations[name].scope === 'public' ? anonymous(deps.door) : identify(req, res, deps)
  const cookies = cookieWriter(res, { cookie: deps.cookie, secure: req.secure })
  const call = { caller, cookies, ...requestOrigin(req, requestId(res)) }
  // Before the body is looked at: a stranger learns nothing about what would be accepted.
  deps.dispatch.authorise(name, req.params, call)
  const input = { ...req.query, ...jsonFields(req), ...req.params }
  const result = await deps.dispatch.run(name, input, call)
  res.status(statusOfResult[name]?.(result) ?? http.status ?? 200).json(result)
}

function anonymous(door: Door): Caller {
  return { kind: 'anonymous', door }
}

/** @throws HomeportError AUTH_002/AUTH_003 for credentials that are over or unknown, AUTH_006 without an Origin. */
function identify(req: Request, res: Response, deps: Pick<RoutesDeps, 'guard' | 'cookie' | 'door'>): Caller {
  const { guard, cookie, door } = deps
  const found = guard.identify(req.headers)
  if (found.kind === 'none') {
    return anonymous(door)
  }
  if (found.kind === 'refused') {
    throw found.error
  }
  if (found.by === 'cookie' && req.method !== 'GET' && req.method !== 'HEAD') {
    assertOriginPresent(req.headers)
  }
  if (found.renewed_cookie !== null) {
    cookieWriter(res, { cookie, secure: req.secure }).set(found.renewed_cookie, SIGN_IN_MS)
  }
  return { kind: 'signed_in', identity: found.identity, door }
}

function cookieWriter(
  res: Response,
  { cookie, secure }: { readonly cookie: SessionCookie; readonly secure: boolean },
): CookieWriter {
  return {
    set: (value, maxAgeMs) => res.setHeader('Set-Cookie', cookie.write(value, { maxAgeMs, secure })),
    clear: () => res.setHeader('Set-Cookie', cookie.write('', { maxAgeMs: 0, secure })),
  }
}
