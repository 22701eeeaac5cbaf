/**
 * How a page shows that it is of the origin that signed in. It signs these lines with its key (ECDSA, P-256, SHA-256):
 * this word, the host and port that it was loaded from, and a challenge of the server.
 */
export const BROWSER_PROOF_CONTEXT = 'homeport-proof'

/** The request header that carries `<challenge>.<signature in base64>`; on a socket it is the first frame's `proof`. */
export const BROWSER_PROOF_HEADER = 'homeport-proof'

/** Where the server gives challenges, and binds a sign-in to a key: known before the table of operations has come. */
export const CHALLENGE_PATH = '/auth/challenge'
export const BIND_PATH = '/auth/bind'

/** The type of the frame with which a socket gets its challenge, where it came with a cookie that needs one. */
export const CHALLENGE_FRAME = 'challenge'
