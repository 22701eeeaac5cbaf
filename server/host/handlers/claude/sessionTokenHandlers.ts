import type { SessionRegistry } from '../../sessions/registry.ts'
import { checkedToken } from './checkedToken.ts'
import type { ClaudeAccess } from './claudeAccess.ts'
import type { HostHandlers } from '../../hostHandlers.ts'

type SessionTokenHandlers = Pick<HostHandlers, Extract<keyof HostHandlers, `session_token.${string}`>>

/** Answers for the tokens of single sessions. */
export function sessionTokenHandlers(deps: {
  readonly registry: SessionRegistry
  readonly claude: ClaudeAccess
}): SessionTokenHandlers {
  return {
    'session_token.set': async ({ session_id, token }, actor) => {
      // Whoever may not touch the session does not get a token checked either.
      deps.registry.find(session_id, actor)
      const validation = await checkedToken(deps.claude, token, 'The session goes on with the one it has.')
      deps.registry.find(session_id, actor).signInWith(token, actor.username)
      return { success: true, validation }
    },
    'session_token.delete': async ({ session_id }, actor) => {
      const session = deps.registry.find(session_id, actor)
      if (session.state.login === 'session_token') {
        await deps.claude.assertSignsIn(actor.user_id)
        session.signInWith(null, actor.username)
      }
      return { success: true }
    },
  }
}
