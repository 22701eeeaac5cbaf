import type { UserId } from '../ids.ts'

/**
 * What belongs to a person, and somebody may look at.
 * session: what is said and done in it, and what waits for an answer · session_facts: that it is there, where and in which
 * state, for whoever may end it · history: a conversation of Claude Code, null: of a terminal on the machine itself · usage: what was used · sign_in: devices, tokens, and notices about them · metrics: sums.
 */
export type PersonalResource = 'session' | 'session_facts' | 'history' | 'usage' | 'sign_in' | 'metrics'

/** Who looks. */
export interface Person {
  readonly user_id: UserId
  readonly role: 'owner' | 'member' | 'viewer'
  /** Whose machine it is; others may have the role as well. */
  readonly is_local_owner?: true | undefined
}

/**
 * The one rule of who may see what of whom; `whose` null: of everybody together. Gateway and host ask it through
 * `gateway/access` and `host/sessions/access.ts`, and nobody decides it elsewhere.
 */
export function maySee(who: Person, what: PersonalResource, whose: string | null): boolean {
  switch (what) {
    case 'session':
      return whose === who.user_id
    case 'history':
      return whose === null ? who.is_local_owner === true : whose === who.user_id
    case 'session_facts':
    case 'usage':
    case 'sign_in':
      return whose === who.user_id || who.role === 'owner'
    case 'metrics':
      return who.role === 'owner'
  }
}
