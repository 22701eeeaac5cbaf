import type { Request } from 'express'
import type { ListenerKind } from '../identity.ts'
import type { Guard } from '../ports/guard.ts'
import { sourceOf } from './requestSource.ts'

/** Names of this machine, with any port. */
const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i
const loopbackAddress = /^(::ffff:)?127\.|^::1$/

/** Headers that show that the request was forwarded for somebody else. */
const passedOn = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'] as const

/** Whether the request comes from a program of this machine, on its own behalf. */
export function isLocalRequest(
  listener: ListenerKind,
  { socket, headers }: Pick<Request, 'socket' | 'headers'>,
): boolean {
  return (
    listener === 'loopback' &&
    loopbackAddress.test(socket.remoteAddress ?? '') &&
    loopbackHost.test(headers.host ?? '') &&
    passedOn.every((name) => headers[name] === undefined)
  )
}

/** Whether the request comes from a program of this machine, or from anybody who is signed in. Never throws. */
export function isLocalOrSignedIn(
  guard: Pick<Guard, 'identify'>,
  listener: ListenerKind,
): (req: Request) => Promise<boolean> {
  return async (req) =>
    isLocalRequest(listener, req) || (await guard.identify(req.headers, sourceOf(req))).kind === 'proven'
}
