import type { UserId } from '#shared/ids.ts'
import type { ClaudeStatus, TokenValidation } from '#shared/operations/claude.ts'
import type { ClaudeSpares } from '../../claude/spares/spares.ts'
import type { ShellNews } from '#server/platform/environment/loginShell.ts'

/** What the handlers need of Claude Code. */
export interface ClaudeAccess {
  status(userId: UserId): Promise<ClaudeStatus>
  /** @throws HomeportError CLAUDE_002 when the API cannot be reached. */
  validateToken(token: string): Promise<TokenValidation>
  /** @throws HomeportError CLAUDE_001 when this person's sessions have nothing to sign in with. */
  assertSignsIn(userId: UserId): Promise<void>
  setToken(userId: UserId, token: string): Promise<void>
  deleteToken(userId: UserId): Promise<void>
  readonly spares: Pick<ClaudeSpares, 'of' | 'stop'>
  /** Asks the login shell of the machine's owner anew. */
  readShell(): Promise<ShellNews>
}
