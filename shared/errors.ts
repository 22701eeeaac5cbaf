import * as z from 'zod'

const text = z.string().optional()
const number = z.number().optional()
const flag = z.boolean().optional()
const fields = z.array(z.object({ field: z.string(), message: z.string() })).optional()
const settingProblem = z.enum(['unknown_key', 'invalid_value', 'fixed', 'missing', 'unusable']).optional()
const none = {}
/** Of another room’s shape: whoever reads it checks it by that room’s schema. */
const opaque = z.unknown().optional()

/**
 * Every code a client can meet, with the HTTP status it travels under and what `details` may hold (errors.md). All
 * details can be missing: another version may have said them. The line above each code says what it means; the
 * reference of errors is made from it.
 */
export const errorTable = {
  /** No such route: 404, or 405 where only the method is wrong. */
  HTTP_001: kind(404, none),
  /** A request that cannot be read: its line, its headers, its body or a parameter. */
  HTTP_002: kind(400, { reason: text, header: text, fields }),
  /** GitHub did not confirm the sign-in: a code or a ticket that is wrong, used or too old. */
  AUTH_001: kind(401, { reason: text }),
  /** Nothing to sign in with came along, or it is over. */
  AUTH_002: kind(401, none),
  /** A token, a proof or a sign-in that is not known here: revoked, mistyped or made elsewhere. */
  AUTH_003: kind(401, { reason: text }),
  /** The GitHub account is not on the allow-list. */
  AUTH_004: kind(403, { github_id: number, login: text }),
  /** A refresh token was used a second time: its whole sign-in has ended. */
  AUTH_005: kind(401, none),
  /** Not allowed: the scope, the role or where it is asked from. */
  AUTH_006: kind(403, { reason: text, needed_scope: text, key: text }),
  /** GitHub does not answer, or not as GitHub does. */
  AUTH_007: kind(502, none),
  /** No such signed-in device or token. */
  DEVICE_001: kind(404, none),
  /** A pairing, or its code, that is not known here or took too long. */
  PAIR_001: kind(404, none),
  /** A pairing code that another device has used, or one that is over and done. */
  PAIR_002: kind(409, none),
  /** The person at the workstation refused the device, or the words were not the same. */
  PAIR_003: kind(403, none),
  /** Not the address of a push service on the internet. */
  PUSH_001: kind(400, none),
  /** No push messages go to this browser, or it is none that is signed in. */
  PUSH_002: kind(409, none),
  /** Notifications may not go to that address, or there are too many of them already. */
  PUSH_003: kind(400, none),
  /** There is no such address of the caller. */
  PUSH_004: kind(404, none),
  /** The socket is not signed in. */
  WS_001: kind(401, { reason: text }),
  /** A frame that cannot be read. */
  WS_002: kind(400, { fields }),
  /** A frame of a type that does not exist. */
  WS_003: kind(400, none),
  /** The session host, or the server that leads to it, does not answer; what is committed is kept. */
  HOST_001: kind(503, { retry_possible: flag, nobody_listens: flag }),
  /** The session host, or the server that leads to it, is of another version. */
  HOST_002: kind(503, { retry_possible: flag }),
  /** Claude Code could not be started. */
  SESSION_001: kind(502, none),
  /** No such session, or not one of this person. */
  SESSION_002: kind(404, { session_id: text }),
  /** Not possible as things stand; the sentence says why. */
  SESSION_003: kind(409, {
    retry_possible: flag,
    busy_sessions: number,
    error_code: text.nullable(),
    path: text,
    reason: text,
    trust: opaque,
    running: opaque,
    unsaved: opaque,
  }),
  /** The approval has been answered already. */
  SESSION_004: kind(409, { outcome: opaque }),
  /** Another one holds it: a viewer the size of a terminal; a terminal, or a Claude Code outside, the conversation. It can be taken over. */
  SESSION_005: kind(409, { writer: opaque }),
  /** The folder changed since it was shown. */
  SESSION_006: kind(409, { trust: opaque }),
  /** The session’s queue takes no more: too many prompts wait, or they are too long together. */
  QUEUE_001: kind(409, none),
  /** No such terminal, or none that is attached to this socket. */
  TERMINAL_001: kind(404, { handle: number }),
  /** Larger than is taken here. */
  FILE_001: kind(413, none),
  /** Of a kind that is not taken here. */
  FILE_002: kind(415, none),
  /** A folder or file that may not be used. */
  FILE_003: kind(403, { path: text }),
  /** A file is not what it was when it was read; `etag`: of what lies there now, absent where nothing does. */
  FILE_004: kind(412, { etag: text }),
  /** What a session may hold of attachments, or a folder that Homeport keeps may hold of files, is full; or the disk is. */
  FILE_005: kind(507, { quota: number, used: number }),
  /** No such file or folder. */
  FILE_006: kind(404, { path: text }),
  /** Something lies there already. */
  FILE_007: kind(409, { path: text }),
  /** Too many requests; `details` and the header `Retry-After` say when to come back. */
  RATE_001: kind(429, { retry_after: number, retry_possible: flag }),
  /** There is no Claude token, or it is not valid. */
  CLAUDE_001: kind(400, { validation: opaque }),
  /** The Messages API could not be asked. */
  CLAUDE_002: kind(502, { status: number }),
  /** A setting, or what was given for it, cannot be used. `problem`: no such setting (`unknown_key`), a value that does not fit (`invalid_value`), one that an environment variable or a flag decides (`fixed`), one that is needed and not set (`missing`), or a file, folder, vault or database that cannot be used (`unusable`); absent where only the sentence tells. */
  SETTINGS_001: kind(400, {
    problem: settingProblem,
    key: text,
    place: text,
    file: text,
    path: text,
    account: text,
    reason: text,
    terms_url: text.nullable(),
    revoked_devices: number,
    interrupted_sessions: number,
    failed_sessions: number,
  }),
  /** A port that cannot be listened on: taken, or not for this user. */
  PORT_001: kind(409, { key: text, reason: text }),
  /** A certificate that cannot be had, read or used. */
  CERT_001: kind(400, none),
  /** A bug. The log has it under the request’s id. */
  INTERNAL_001: kind(500, {
    request_id: text,
    incident: text,
    operation: text,
    session_id: text,
    expected_seq: number,
    /** The call may be made again once the connection is back: its idempotency key makes that safe. */
    unsent: flag,
    retry_possible: flag,
    /** Of an HTTP answer that is none of ours. */
    status: number,
    body: opaque,
  }),
} as const

export type ErrorCode = keyof typeof errorTable

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these are the very keys of the table above
export const ErrorCode = z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]])

/** What the person or the program can act on, beside the sentence. Never holds secrets. */
export type ErrorDetails<C extends ErrorCode = ErrorCode> = Readonly<z.infer<(typeof errorTable)[C]['details']>>

/** The HTTP status that a code travels under. */
export function errorStatus(code: ErrorCode): number {
  return errorTable[code].status
}

/**
 * An expected failure. The message says what happened, what was kept and what to do next; it is shown to people
 * as it is. Anything thrown that is not a HomeportError is a bug and reaches clients as INTERNAL_001.
 */
export interface HomeportError extends Error {
  readonly code: ErrorCode
  /** For passing on whole; `readDetails` reads them. */
  readonly details: ErrorDetails
}

interface HomeportErrorConstructor {
  readonly prototype: HomeportError
  /** The code says which details there can be. */
  new <C extends ErrorCode>(
    code: C,
    message: string,
    options?: { readonly cause?: unknown; readonly details?: ErrorDetails<C> },
  ): HomeportError
}

export const HomeportError: HomeportErrorConstructor = class extends Error implements HomeportError {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: ErrorDetails } = {}) {
    super(message, { cause: options.cause })
    this.name = 'HomeportError'
    this.code = code
    this.details = options.details ?? {}
  }
}

/** The details of an expected failure of one of these codes; null: it is none. */
export function readDetails<C extends ErrorCode>(error: unknown, ...codes: readonly C[]): ErrorDetails<C> | null {
  const isOne = error instanceof HomeportError && codes.some((code) => code === error.code)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made for its code, or checked on arrival by `receivedError`
  return isOne ? (error.details as ErrorDetails<C>) : null
}

/** Whether the same may well be answered later, without anybody changing anything. */
export function isRetryable(error: unknown): boolean {
  const details = readDetails(error, 'HOST_001', 'HOST_002', 'SESSION_003', 'RATE_001', 'INTERNAL_001')
  return details?.retry_possible === true
}

/** The `data` of an `error` frame, and the core of the HTTP error body. */
export const ErrorData = z.object({
  code: ErrorCode,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).default({}),
})
export type ErrorData = z.infer<typeof ErrorData>

/** The same, read from outside: a code that a newer Homeport invented keeps its sentence, under the code that promises nothing. */
export const ReceivedErrorData = ErrorData.extend({ code: ErrorCode.catch('INTERNAL_001') })

/** The one body of every HTTP error. */
export const ErrorBody = z.object({
  error: ErrorData.extend({ timestamp: z.string(), request_id: z.string() }),
})
export type ErrorBody = z.infer<typeof ErrorBody>

/** An error that came from another process or over the network. Of its details only those stay that its code knows. */
export function receivedError({ code, message, details }: ErrorData): HomeportError {
  const known = Object.entries(errorTable[code].details.shape).flatMap(([name, schema]) => {
    const value = schema.safeParse(details[name])
    return value.success && value.data !== undefined ? [[name, value.data]] : []
  })
  return new HomeportError(code, message, { details: Object.fromEntries(known) })
}

function kind<S extends z.ZodRawShape>(status: number, details: S) {
  return { status, details: z.object(details) }
}
