import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { HostHandlers } from '../../hostHandlers.ts'
import type { GitSecrets } from './gitSecrets.ts'
import { makeSshKey } from './sshKey.ts'

export interface CredentialHandlerDeps {
  readonly secrets: GitSecrets
  readonly clock: Pick<Clock, 'timestamp'>
  readonly registry: () => { find(id: SessionId, actor: Actor): { readonly state: Session } }
}

/** Answers for what people's sessions sign in to Git hosts with. Nobody sees anybody else's, nor any secret. */
export function credentialHandlers({
  secrets,
  clock,
  registry,
}: CredentialHandlerDeps): Pick<HostHandlers, Extract<keyof HostHandlers, `git_credential.${string}`>> {
  const assertOwn = (session_id: SessionId, actor: Actor) => {
    const { state } = registry().find(session_id, actor)
    if (state.user_id !== actor.user_id) {
      throw new HomeportError('AUTH_006', 'A session gets credentials from its own person alone. Nothing was kept.')
    }
    if (state.status === 'TERMINATED') {
      throw new HomeportError('SESSION_003', 'This session has ended, and needs no credentials. Nothing was kept.')
    }
  }
  const done = { success: true } as const
  return {
    'git_credential.list': (_params, { user_id }) => ({ credentials: [...secrets.list(user_id)] }),
    'git_credential.set': async ({ host, username, token, session_id = null }, actor) => {
      if (session_id !== null) {
        assertOwn(session_id, actor)
      }
      const row = { kind: 'token', host, username, session_id, public_key: '', added_at: clock.timestamp() } as const
      await secrets.keep({ ...row, user_id: actor.user_id }, token)
      return done
    },
    'git_credential.make_key': async ({ session_id, host }, actor) => {
      assertOwn(session_id, actor)
      const { private_pem, public_text } = makeSshKey(`homeport-${session_id.slice(0, 8)}`)
      const row = {
        kind: 'key',
        host,
        username: '',
        session_id,
        public_key: public_text,
        added_at: clock.timestamp(),
      } as const
      await secrets.keep({ ...row, user_id: actor.user_id }, private_pem)
      return { public_key: public_text }
    },
    'git_credential.remove': async ({ kind, host, session_id = null }, { user_id }) => {
      if (!(await secrets.remove({ user_id, kind, host, session_id }))) {
        throw new HomeportError('SESSION_002', `Nothing is kept for ${host}. Nothing was changed.`)
      }
      return done
    },
  }
}
