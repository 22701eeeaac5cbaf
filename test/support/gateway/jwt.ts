import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'

export type Claims = Readonly<Record<string, unknown>>

/** Header and claims of a token, read without checking anything. */
export function readJwt(token: string): { readonly header: Claims; readonly claims: Claims } {
  const [header = '', claims = ''] = token.split('.')
  return { header: decode(header), claims: decode(claims) }
}

/** A token as an attacker writes it: any header, any claims, signed by `sign`. */
export function forgeJwt(header: Claims, claims: Claims, sign: (input: string) => string): string {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${sign(input)}`
}

export const unsigned = () => ''

/** HMAC with whatever bytes: the public key, for one. */
export function hs256(key: string): (input: string) => string {
  return (input) => createHmac('sha256', key).update(input).digest('base64url')
}

/** An RSA key of the attacker's own. */
export function foreignRs256(): (input: string) => string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return (input) => createSign('sha256').update(input).sign(privateKey, 'base64url')
}

function encode(part: Claims): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

function decode(part: string): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims
}
