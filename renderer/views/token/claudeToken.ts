import { readDetails } from '#shared/errors.ts'
import { TokenValidation } from '#shared/operations/claude.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import * as words from './words.ts'

export type TokenCheck =
  | { readonly kind: 'valid'; readonly organization: string | null }
  | { readonly kind: 'invalid'; readonly message: string }

/** Checks a token against the API; nothing is stored. An invalid one gets status 400 and the reason. */
export async function checkToken(token: string): Promise<TokenCheck> {
  try {
    return checkOf(await connection.client.call('claude_token.validate', { token }))
  } catch (error) {
    const body = TokenValidation.safeParse(readDetails(error, 'INTERNAL_001')?.body)
    return body.success ? checkOf(body.data) : { kind: 'invalid', message: errorMessage(error) }
  }
}

/** Validates a token and stores it in the workstation's vault, never in this browser. */
export async function storeToken(token: string): Promise<TokenCheck> {
  try {
    const { validation } = await connection.client.call('claude_token.set', { token })
    await claude.refresh()
    return checkOf(validation)
  } catch (error) {
    return { kind: 'invalid', message: errorMessage(error) }
  }
}

/** Removes the token from the vault. @throws HomeportError when it is still there. */
export async function removeToken(): Promise<void> {
  await connection.client.call('claude_token.delete', {})
  await claude.refresh()
}

/** The result of the check for a form. */
export function checkOf({ valid, organization, error_message }: TokenValidation): TokenCheck {
  return valid
    ? { kind: 'valid', organization: organization ?? null }
    : { kind: 'invalid', message: error_message ?? words.theApiDoesNotAccept }
}
