import type { Database } from 'better-sqlite3'
import type { HostLink } from '#server/link/link.ts'
import type { Disposables } from '#server/platform/disposables.ts'
import type { GatewayHandlers } from '../../kernel/call.ts'
import type { AuthModule } from '../../auth/module.ts'
import { actorOf } from '../../kernel/call.ts'
import { DeployKeys, type DeployKeysDeps } from './deployKeys.ts'
import { createDeployKeyStore } from './store.ts'

export type DeployKeyRow = 'deploy_key.list' | 'deploy_key.add' | 'deploy_key.remove'

export interface OpenDeployKeysDeps extends Omit<DeployKeysDeps, 'store' | 'link' | 'auth'> {
  readonly auth: Pick<AuthModule, 'githubSetup' | 'users' | 'changes'>
  readonly link: Pick<HostLink, 'call' | 'onEvent' | 'onState' | 'state'>
  readonly database: Database
  readonly mode: 'served' | 'unserved'
  readonly started: Pick<Disposables, 'add'>
}

/** GitHub that did not answer is asked again so often. */
const AGAIN_MS = 10 * 60_000

/** Opens the deploy keys on their table in `homeport.db`. While a server runs, those of sessions that are over, and of people who may not enter any more, go by themselves. */
export function openDeployKeys(deps: OpenDeployKeysDeps): Pick<GatewayHandlers, DeployKeyRow> {
  const { clock, link, auth, grants, signedOut, database } = deps
  const keys = new DeployKeys({ clock, link, auth, grants, signedOut, store: createDeployKeyStore(database) })
  if (deps.mode === 'served') {
    removeInTime(keys, deps)
  }
  return {
    'deploy_key.list': async (_params, { caller }) => ({ deploy_keys: keys.list(actorOf(caller)) }),
    'deploy_key.add': ({ session_id, may_push }, { caller }) => keys.add(session_id, may_push, actorOf(caller)),
    'deploy_key.remove': async ({ session_id, forget }, { caller }) => {
      await (forget ? keys.forget(session_id, actorOf(caller)) : keys.remove(session_id, actorOf(caller)))
      return { success: true }
    },
  }
}

function removeInTime(
  keys: DeployKeys,
  { link, auth, started }: Pick<OpenDeployKeysDeps, 'link' | 'auth' | 'started'>,
): void {
  const sweep = () => void keys.sweep()
  const look = ({ kind }: ReturnType<HostLink['state']>) => void (kind === 'ready' && sweep())
  const timer = setInterval(() => look(link.state()), AGAIN_MS).unref()
  const unfollow = link.onState(look)
  const leave = link.onEvent(({ type, payload }) => {
    if (type === 'session_status' && payload.includes('"TERMINATED"')) {
      sweep()
    }
  })
  auth.changes.onPeopleChanged(sweep)
  look(link.state())
  started.add(() => {
    clearInterval(timer)
    unfollow()
    leave()
  })
}
