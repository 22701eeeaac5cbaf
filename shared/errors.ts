import * as z from 'zod'

/** Every code a client can meet, with the HTTP status it travels under (protocol.md, "Error codes"). */
export const errorStatus = {
  /** No such route: 404, or 405 where only the method is wrong. */
  HTTP_001: 404,
  /** A request that cannot be read: its line, its headers, its body or a parameter. */
  HTTP_002: 400,
  AUTH_001: 401,
  AUTH_002: 401,
  AUTH_003: 401,
  AUTH_004: 403,
  AUTH_005: 401,
  AUTH_006: 403,
  /** GitHub does not answer, or not as GitHub does. */
  AUTH_007: 502,
  /** No such signed-in device or token. */
  DEVICE_001: 404,
  WS_001: 401,
  WS_002: 400,
  WS_003: 400,
  SESSION_001: 502,
  SESSION_002: 404,
  SESSION_003: 409,
  SESSION_004: 409,
  SESSION_005: 409,
  /** The folder changed since it was shown. */
  SESSION_006: 409,
  FILE_001: 413,
  FILE_002: 415,
  FILE_003: 403,
  FILE_004: 412,
  FILE_005: 507,
  RATE_001: 429,
  CLAUDE_001: 400,
  CLAUDE_002: 502,
  SETTINGS_001: 400,
  INTERNAL_001: 500,
} as const

export type ErrorCode = keyof typeof errorStatus

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these are the very keys of the table above
export const ErrorCode = z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]])

/** What the person can act on, beside the sentence. Never holds secrets. */
export type ErrorDetails = Readonly<Record<string, unknown>>

/**
 * An expected failure. The message says what happened, what was kept and what to do next; it is shown to people
 * as it is. Anything thrown that is not a HomeportError is a bug and reaches clients as INTERNAL_001.
 */
export class HomeportError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: ErrorDetails } = {}) {
    super(message, { cause: options.cause })
    this.name = 'HomeportError'
    this.code = code
    this.details = options.details ?? {}
  }
}

/** The `data` of an `error` frame, and the core of the HTTP error body. */
export const ErrorData = z.object({
  code: ErrorCode,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).default({}),
})
export type ErrorData = z.infer<typeof ErrorData>

/** The one body of every HTTP error (requirement G3). */
export const ErrorBody = z.object({
  error: ErrorData.extend({ timestamp: z.string(), request_id: z.string() }),
})
export type ErrorBody = z.infer<typeof ErrorBody>
