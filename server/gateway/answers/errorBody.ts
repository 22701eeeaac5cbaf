import type { ErrorBody, HomeportError } from '#shared/errors.ts'

/** The body of an HTTP error (`ErrorBody`), its details still those of its code. */
export interface KnownErrorBody {
  readonly error: Pick<HomeportError, 'code' | 'message' | 'details'> &
    Pick<ErrorBody['error'], 'timestamp' | 'request_id'>
}

/** The body itself. */
export function errorBody(error: HomeportError, facts: { request_id: string; timestamp: string }): KnownErrorBody {
  return { error: { code: error.code, message: error.message, details: error.details, ...facts } }
}

/** The seconds after which the same may be asked again; null where nobody knows. */
export function retryAfter({ details }: Pick<HomeportError, 'details'>): number | null {
  return ('retry_after' in details ? details.retry_after : null) ?? null
}
