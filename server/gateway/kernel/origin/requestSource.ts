import type { Request } from 'express'
import type { RequestSource } from '../ports/guard.ts'
import { requestOrigin } from './requestOrigin.ts'

/** Where a request came from, as far as its credential is concerned. */
export function sourceOf(req: Request): RequestSource {
  return { address: requestOrigin(req, null).address, isSecure: req.secure }
}
