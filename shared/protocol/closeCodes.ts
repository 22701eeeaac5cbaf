/** Close codes of `/ws`. Any other code means: reconnect. */
export const closeCodes = {
  /** The server is going away for good. */
  goingAway: 4410,
  unauthenticated: 4401,
  tooManyConnections: 4429,
} as const
