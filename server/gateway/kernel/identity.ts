import type { TokenScope } from '#shared/operations/auth.ts'
import type { Scope } from '#shared/operations/operation.ts'
import type { Actor } from '#shared/operations/session.ts'

/** What was shown to prove who is calling. Revoking it ends everything opened with it. */
export interface Credential {
  /** sign_in: a browser's cookie or an access token of the same sign-in · personal_token: a program's. */
  readonly kind: 'sign_in' | 'personal_token'
  readonly id: string
}

/** A proven caller. */
export interface Identity {
  readonly actor: Actor
  readonly scopes: readonly TokenScope[]
  readonly credential: Credential
  /** The GitHub account it was granted to; absent where it was granted on this machine. */
  readonly github_id?: number
  /**
   * Proven by the cookie of a sign-in. bound: and signed by the key that this browser keeps · unbound: its sign-in has
   * no such key, because a program made it · old: because it is from before there were keys.
   */
  readonly cookie?: 'bound' | 'unbound' | 'old'
  /** Proven by the cookie of a browser that signed in with a link of this machine. */
  readonly is_local_browser?: true
  /** When what was shown is over by itself: that of an access token, in milliseconds since 1970. */
  readonly shown_until?: number
}

/** The caller of an operation. `local`: through this machine's control socket. */
export type Caller =
  | { readonly kind: 'anonymous'; readonly listener: ListenerKind }
  | { readonly kind: 'signed_in'; readonly identity: Identity; readonly listener: ListenerKind }
  | { readonly kind: 'local'; readonly actor: Actor }

const rank = { read: 0, drive: 1, manage: 2 } as const

/** What a role may do at most; a token carries its own scopes, but never more than its owner's role. */
const scopesOfRole = {
  owner: ['read', 'drive', 'manage'],
  member: ['read', 'drive'],
  viewer: ['read'],
} as const satisfies Record<Actor['role'], readonly TokenScope[]>

export function roleScopes(role: Actor['role']): readonly TokenScope[] {
  return scopesOfRole[role]
}

const rolesByRank = ['viewer', 'member', 'owner'] as const satisfies readonly Actor['role'][]

/** Of two roles the one that may do less. */
export function narrower(one: Actor['role'], other: Actor['role']): Actor['role'] {
  return rolesByRank.indexOf(one) < rolesByRank.indexOf(other) ? one : other
}

/** The higher scope includes the lower ones (read < drive < manage); `local` is never granted to a credential. */
export function isGranted(scopes: readonly TokenScope[], needed: Exclude<Scope, 'public' | 'local'>): boolean {
  return scopes.some((scope) => rank[scope] >= rank[needed])
}

/** The token's scopes, cut to what the role may do. */
export function withinRole(scopes: readonly TokenScope[], role: Actor['role']): readonly TokenScope[] {
  const limit = Math.max(...scopesOfRole[role].map((scope) => rank[scope]))
  const wanted = Math.max(...scopes.map((scope) => rank[scope]), -1)
  return scopesOfRole[role].filter((scope) => rank[scope] <= Math.min(limit, wanted))
}

/** Through which listener something came. What comes through `remote` never counts as this machine. */
export type ListenerKind = 'loopback' | 'remote'
