import * as z from 'zod'

/**
 * Every code a client can meet, with the HTTP status it travels under (protocol.md, "Error codes"). The line above each says
 * what it means; the reference of errors is made from it.
 */
export const errorStatus = {
  /** No such route: 404, or 405 where only the method is wrong. */
  HTTP_001: 404,
  /** A request that cannot be read: its line, its headers, its body or a parameter. */
  HTTP_002: 400,
  /** GitHub did not confirm the sign-in: a code or a ticket that is wrong, used or too old. */
  AUTH_001: 401,
  /** Nothing to sign in with came along, or it is over. */
  AUTH_002: 401,
  /** A token, a proof or a sign-in that is not known here: revoked, mistyped or made elsewhere. */
  AUTH_003: 401,
  /** The GitHub account is not on the allow-list. */
  AUTH_004: 403,
  /** A refresh token was used a second time: its whole sign-in has ended. */
  AUTH_005: 401,
  /** Not allowed: the scope, the role or the place it is asked from. */
  AUTH_006: 403,
  /** GitHub does not answer, or not as GitHub does. */
  AUTH_007: 502,
  /** No such signed-in device or token. */
  DEVICE_001: 404,
  /** The socket is not signed in. */
  WS_001: 401,
  /** A frame that cannot be read. */
  WS_002: 400,
  /** A frame of a type that does not exist. */
  WS_003: 400,
  /** Claude Code could not be started. */
  SESSION_001: 502,
  /** No such session, or not one of this person. */
  SESSION_002: 404,
  /** Not possible as things stand; the sentence says why. */
  SESSION_003: 409,
  /** The approval has been answered already. */
  SESSION_004: 409,
  /** Reserved for what one person holds at a time; nothing answers with it yet. */
  SESSION_005: 409,
  /** The folder changed since it was shown. */
  SESSION_006: 409,
  /** Larger than is taken here. */
  FILE_001: 413,
  /** Of a kind that is not taken here. */
  FILE_002: 415,
  /** A folder or file that may not be used. */
  FILE_003: 403,
  /** Reserved for a file that changed meanwhile; nothing answers with it yet. */
  FILE_004: 412,
  /** Reserved for a full quota; nothing answers with it yet. */
  FILE_005: 507,
  /** Too many requests; `details` and the header `Retry-After` say when to come back. */
  RATE_001: 429,
  /** There is no Claude token, or it is not valid. */
  CLAUDE_001: 400,
  /** The Messages API could not be asked. */
  CLAUDE_002: 502,
  /** A setting, or what was given for it, is not valid. */
  SETTINGS_001: 400,
  /** A bug. The log has it under the request’s id. */
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
