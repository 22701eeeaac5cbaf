import type { SessionStore } from '../../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../../sessions/registry.ts'
import { checkedToken } from './checkedToken.ts'
import type { ClaudeAccess } from './claudeAccess.ts'
import type { HostHandlers } from '../../hostHandlers.ts'

type ClaudeHandlers = Pick<HostHandlers, Extract<keyof HostHandlers, `claude${string}`>>

export interface ClaudeHandlerDeps {
  readonly claude: ClaudeAccess
  readonly registry: Pick<SessionRegistry, 'tokenChanged'>
  readonly store: Pick<SessionStore, 'models'>
}

/** Answers for Claude Code's state, what it offers, and everybody's own token. */
export function claudeHandlers({ claude, registry, store }: ClaudeHandlerDeps): ClaudeHandlers {
  return {
    'claude.status': (_params, actor) => claude.status(actor.user_id),
    'claude.read_shell': async () => {
      const { variables, changed, problem } = await claude.readShell()
      return { variables, changed: [...changed], problem }
    },
    'claude.models': (_params, actor) => ({ models: [...store.models(actor.user_id)] }),
    'claude_token.validate': ({ token }) => claude.validateToken(token),
    'claude_token.set': async ({ token }, actor) => {
      const validation = await checkedToken(claude, token, 'What was stored before is unchanged.')
      await claude.setToken(actor.user_id, token)
      registry.tokenChanged('token_replaced', actor)
      return { success: true, validation }
    },
    'claude_token.delete': async (_params, actor) => {
      const { login } = await claude.status(actor.user_id)
      await claude.deleteToken(actor.user_id)
      if (login === 'token') {
        registry.tokenChanged('token_removed', actor)
      }
      return { success: true }
    },
  }
}
