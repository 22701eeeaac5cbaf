import type { ErrorBody, HomeportError } from '#shared/errors.ts'

/** The body itself. Pure. */
export function errorBody(error: HomeportError, facts: { request_id: string; timestamp: string }): ErrorBody {
  return { error: { code: error.code, message: error.message, details: error.details, ...facts } }
}
