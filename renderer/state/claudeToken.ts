import { readDetails } from '#shared/errors.ts'
import { TokenValidation } from '#shared/operations/claude.ts'
import { refreshClaude } from './claude.ts'
import { connection } from './connection.ts'
import { sentenceOf } from './says.ts'

export type TokenCheck =
  | { readonly kind: 'valid'; readonly organization: string | null }
  | { readonly kind: 'invalid'; readonly message: string }

/** Tries a token against the API; nothing is stored. An invalid one answers with status 400 and its reason. */
export async function checkToken(token: string): Promise<TokenCheck> {
  try {
    return checkOf(await connection.client.call('claude_token.validate', { token }))
  } catch (error) {
    const body = TokenValidation.safeParse(readDetails(error, 'INTERNAL_001')?.body)
    return body.success ? checkOf(body.data) : { kind: 'invalid', message: sentenceOf(error) }
  }
}

/** Validates a token and keeps it in the workstation's vault; this browser keeps nothing of it. */
export async function keepToken(token: string): Promise<TokenCheck> {
  try {
    const { validation } = await connection.client.call('claude_token.set', { token })
    await refreshClaude()
    return checkOf(validation)
  } catch (error) {
    return { kind: 'invalid', message: sentenceOf(error) }
  }
}

/** Removes the token from the vault. @throws HomeportError when it is still there. */
export async function removeToken(): Promise<void> {
  await connection.client.call('claude_token.delete', {})
  await refreshClaude()
}

/** The API's word, as a form shows it. */
export function checkOf({ valid, organization, error_message }: TokenValidation): TokenCheck {
  return valid
    ? { kind: 'valid', organization: organization ?? null }
    : { kind: 'invalid', message: error_message ?? 'The API does not accept this token.' }
}
