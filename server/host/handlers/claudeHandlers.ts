import { HomeportError } from '#shared/errors.ts'
import type { ClaudeStatus, TokenValidation } from '#shared/operations/claude.ts'
import type { HostHandlers } from './hostHandlers.ts'

/** What these handlers need of Claude Code. */
export interface ClaudeDoor {
  status(): Promise<ClaudeStatus>
  /** @throws HomeportError CLAUDE_002 when the API cannot be asked. */
  validateToken(token: string): Promise<TokenValidation>
}

/** Where Claude's token rests: the vault, and nowhere else. */
export interface TokenKeeper {
  set(token: string): Promise<void>
  delete(): Promise<void>
}

type ClaudeHandlers = Pick<HostHandlers, Extract<keyof HostHandlers, `claude${string}`>>

/** Answers for Claude Code's state and its token. */
export function claudeHandlers({ claude, token: keeper }: { claude: ClaudeDoor; token: TokenKeeper }): ClaudeHandlers {
  return {
    'claude.status': () => claude.status(),
    'claude_token.validate': ({ token }) => claude.validateToken(token),
    'claude_token.set': async ({ token }) => {
      const validation = await claude.validateToken(token)
      if (!validation.valid) {
        const why = validation.error_message ?? 'The API refused it.'
        throw new HomeportError('CLAUDE_001', `The token was not kept: ${why} What was stored before is unchanged.`, {
          details: { validation },
        })
      }
      await keeper.set(token)
      return { success: true, validation }
    },
    'claude_token.delete': async () => {
      await keeper.delete()
      return { success: true }
    },
  }
}
