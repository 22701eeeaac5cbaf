import { createHash, randomBytes } from 'node:crypto'

/** Personal access tokens say what they are, so that scanners of leaked secrets can recognise them. */
export const PERSONAL_TOKEN_PREFIX = 'hp_pat_'

/** Refresh tokens of a sign-in. */
export const REFRESH_TOKEN_PREFIX = 'hp_rt_'

/** 256 random bits as text, after a prefix that names the kind. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url')
}

/**
 * What is stored and looked up instead of a secret. A plain hash is enough for 256 random bits, and finding a row by
 * it leaks nothing through timing: an attacker cannot choose the bytes that are compared.
 */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
