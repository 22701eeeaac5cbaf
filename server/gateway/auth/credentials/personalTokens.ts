import type { UserId } from '#shared/ids.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { PersonalToken, PersonalTokenStore } from '../store/personalTokens.ts'
import type { Notices } from '../devices/notices.ts'
import { PERSONAL_TOKEN_PREFIX, hashSecret, newSecret } from './secret.ts'

const DAY_MS = 24 * 3600 * 1000

export interface PersonalTokensDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly store: PersonalTokenStore
  readonly notices: Pick<Notices, 'notify'>
}

/** Makes a token for a program; its person and the owner are notified. Its value is in this answer and nowhere else. */
export function createPersonalToken(
  deps: PersonalTokensDeps,
  userId: UserId,
  params: ParamsOf<'access_token.create'>,
): ResultOf<'access_token.create'> {
  const value = newSecret(PERSONAL_TOKEN_PREFIX)
  const now = deps.clock.now()
  const token: PersonalToken = {
    id: deps.ids.uuid(),
    user_id: userId,
    name: params.name,
    scopes: [...new Set(params.scopes)],
    created_at: now,
    expires_at: params.expires_in_days === undefined ? null : now + params.expires_in_days * DAY_MS,
    last_used_at: null,
  }
  deps.store.create({ ...token, secret_hash: hashSecret(value) })
  deps.notices.notify({
    user_id: userId,
    message: `The access token "${token.name}" was made (${token.scopes.join(', ')}). If that was not you, end it under Devices.`,
  })
  return { ...publicToken(token), token: value }
}

/** The token as lists show it: no value, no hash. */
export function publicToken(token: PersonalToken): ResultOf<'access_token.list'>['tokens'][number] {
  return {
    id: token.id,
    name: token.name,
    scopes: [...token.scopes],
    created_at: iso(token.created_at),
    expires_at: token.expires_at === null ? null : iso(token.expires_at),
    last_used_at: token.last_used_at === null ? null : iso(token.last_used_at),
  }
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
