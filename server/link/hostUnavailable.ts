import { HomeportError } from '#shared/errors.ts'

/** What a caller gets while no host answers. */
export function hostAway(): HomeportError {
  return new HomeportError(
    'SESSION_003',
    'The session host is away for a moment; everything committed is kept. Try again shortly.',
    { details: { retry_possible: true } },
  )
}
