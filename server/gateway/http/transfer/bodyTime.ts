import type { IncomingMessage } from 'node:http'
import type { RequestListener } from '../admission/refuseEarly.ts'

/** What may still come of requests: a request whose body is read as it comes may take longer, while it comes. */
const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>()

/**
 * Ends the connection of a request whose body is not there after `ms`. Node’s own limit (`requestTimeout`) knows no
 * exception, and a large upload over a slow line is one.
 */
export function limitBodyTime(ms: number, next: RequestListener): RequestListener {
  return (request, response) => {
    const timer = setTimeout(() => {
      if (!request.complete) {
        request.socket.destroy()
      }
    }, ms)
    timer.unref()
    timers.set(request, timer)
    request.once('close', () => clearTimeout(timer))
    next(request, response)
  }
}

/** Something of the body came, and somebody who may is reading it: the time begins anew. */
export function bodyGoesOn(request: IncomingMessage): void {
  timers.get(request)?.refresh()
}
