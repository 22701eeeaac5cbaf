import { HomeportError } from '#shared/errors.ts'

/** What a caller gets while no host answers; `message` where more is known than that. */
export function hostUnavailable(
  message = 'The session host is away for a moment; everything committed is kept. Try again shortly.',
): HomeportError {
  return new HomeportError('HOST_001', message, { details: { retry_possible: true } })
}

/** What a caller gets while a host runs that this server cannot talk to; `message` says which. */
export function hostIncompatible(message: string): HomeportError {
  return new HomeportError('HOST_002', message, { details: { retry_possible: true } })
}
