import { HomeportError } from '#shared/errors.ts'
import type { TokenValidation } from '#shared/operations/claude.ts'
import type { ClaudeAccess } from './claudeAccess.ts'

/**
 * The API's word on a token it accepts; `consequence` says what a refusal leaves as it was.
 * @throws HomeportError CLAUDE_001 when it is refused, CLAUDE_002 when the API cannot be reached.
 */
export async function checkedToken(
  claude: Pick<ClaudeAccess, 'validateToken'>,
  token: string,
  consequence: string,
): Promise<TokenValidation> {
  const validation = await claude.validateToken(token)
  if (!validation.valid) {
    const why = validation.error_message ?? 'The API refused it.'
    throw new HomeportError('CLAUDE_001', `The token was not kept: ${why} ${consequence}`, { details: { validation } })
  }
  return validation
}
