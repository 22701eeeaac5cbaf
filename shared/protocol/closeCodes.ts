/** Close codes of `/ws`. Any other code means: reconnect. */
export const closeCodes = {
  /** The server is going away for good. */
  goingAway: 4410,
  unauthenticated: 4401,
  tooManyConnections: 4429,
} as const

/** The reason of `unauthenticated` where somebody ended the sign-in, so that it did not just run out. */
export const SIGNED_OUT = 'signed out'
