import { type Request, type RequestHandler, type Response, Router } from 'express'
import { HomeportError } from '#shared/errors.ts'
import { systemClock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { boundRepeats } from '#server/platform/log/repeatedLines.ts'
import type { Dispatch } from '#server/gateway/kernel/dispatch.ts'
import type { Call } from '#server/gateway/kernel/call.ts'
import { setOperation } from '#server/gateway/kernel/requests/requestNotes.ts'
import { assertNotCrossSite } from '#server/gateway/kernel/origin/sameOrigin.ts'
import type { GithubSignIn } from './signIn.ts'

/** Strangers cause these lines. */
const log = boundRepeats(createLogger('auth'), systemClock)

const MAX_PARAMETER = 500

export interface RedirectRoutesDeps {
  readonly signIn: GithubSignIn
  readonly dispatch: Dispatch
  readonly callOf: (req: Request, res: Response) => Call
}

/**
 * The two addresses that a browser is sent to: they answer with a place to go on, not with JSON. What went wrong is
 * passed to the page as a code in the fragment, which no log and no other site sees; programs get it as an error.
 */
export function createRedirectRoutes({ signIn, dispatch, callOf }: RedirectRoutesDeps): Router {
  const router = Router({ caseSensitive: true, strict: true })
  const begin = async (req: Request, res: Response): Promise<string> => {
    assertNotCrossSite(req.headers)
    return signIn.begin(callOf(req, res))
  }
  const finish = async (req: Request, res: Response): Promise<string> => {
    // This one does come from another site: GitHub. The cookie of `begin` says that this browser is meant.
    setOperation(res, 'auth.github_callback')
    const [came, call] = [readCame(req), callOf(req, res)]
    if (req.headers['sec-fetch-mode'] === 'navigate') {
      const asked = { params: came, call }
      return `/#ticket=${await dispatch.reading('auth.github_callback', asked, () => signIn.finishForPage(came, call))}`
    }
    // No browser: a program keeps its cookie to itself.
    await dispatch.run('auth.github_callback', came, call)
    return '/'
  }
  router.get('/auth/github', redirecting(begin))
  router.get('/auth/github/callback', redirecting(finish))
  return router
}

function redirecting(next: (req: Request, res: Response) => Promise<string>): RequestHandler {
  return async (req, res) => {
    res.setHeader('Cache-Control', 'no-store')
    try {
      res.redirect(303, await next(req, res))
    } catch (error) {
      if (!(error instanceof HomeportError) || req.accepts(['json', 'html']) !== 'html') {
        throw error
      }
      log.warn('a sign-in with GitHub failed', { code: error.code, reason: error.details })
      res.redirect(303, `/#sign_in_problem=${error.code}`)
    }
  }
}

/** @throws HomeportError AUTH_001 when the person refused, or the address is not one that GitHub made. */
function readCame(req: Request): { code: string; state: string } {
  const { code, state, error } = req.query
  if (error !== undefined) {
    throw new HomeportError('AUTH_001', 'The sign-in was refused at GitHub. Start again if that was a mistake.')
  }
  if (typeof code !== 'string' || typeof state !== 'string' || code === '' || code.length > MAX_PARAMETER) {
    throw new HomeportError('AUTH_001', 'This is not the address that GitHub sends back. Start again.')
  }
  return { code, state }
}
