import { checkedToken } from './checkedToken.ts'
import type { ClaudeDoor } from './claudeDoor.ts'
import type { HostHandlers } from './hostHandlers.ts'

type ClaudeHandlers = Pick<HostHandlers, Extract<keyof HostHandlers, `claude${string}`>>

/** Answers for Claude Code's state and everybody's own token. */
export function claudeHandlers({ claude }: { claude: ClaudeDoor }): ClaudeHandlers {
  return {
    'claude.status': (_params, actor) => claude.status(actor.user_id),
    'claude_token.validate': ({ token }) => claude.validateToken(token),
    'claude_token.set': async ({ token }, actor) => {
      const validation = await checkedToken(claude, token, 'What was stored before is unchanged.')
      await claude.setToken(actor.user_id, token)
      return { success: true, validation }
    },
    'claude_token.delete': async (_params, actor) => {
      await claude.deleteToken(actor.user_id)
      return { success: true }
    },
  }
}
