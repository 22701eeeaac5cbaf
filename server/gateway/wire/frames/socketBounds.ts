/** A socket that no cookie signed in says who it is within this. */
export const AUTH_WITHIN_MS = 5_000

/**
 * An access token lasts minutes, and so does what was opened with it: within this after its end a fresh one has to come,
 * in another `auth` frame.
 */
export const RENEW_WITHIN_MS = 60_000

/** Requests of one socket that wait for their answer at the same time. */
export const MAX_PENDING = 256

/** Frames that may come while the first one is being checked. */
export const MAX_EARLY = 64

/** RFC 6455: the peer breaks the rules of this endpoint. */
export const POLICY_VIOLATION = 1008
