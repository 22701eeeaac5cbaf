import type { Dispatch } from './kernel/dispatch.ts'
import type { Door } from './kernel/listener.ts'
import { publicUser } from './auth/local.ts'
import { createHealthDeps } from './observability/health.ts'
import type { GatewayDeps, GatewayParts } from './gatewayParts.ts'
import { createApp } from './http/app.ts'
import { describeApi } from './http/openapi.ts'
import { createRequestLimits } from './http/rateLimit.ts'
import type { Origins } from './kernel/sameOrigin.ts'
import { createStaticUi } from './http/staticUi.ts'
import { strangerLimits } from './kernel/listen.ts'
import { behindProxies } from './remote/listener/behindProxies.ts'
import { locateIn } from './remote/hosts.ts'
import type { RemoteApp } from './remote/listener/listener.ts'
import type { StoredUser } from './auth/store/users.ts'
import { createStrangerSockets } from './strangers/strangerSockets.ts'
import { createTrustedProxies } from './kernel/trustedProxies.ts'
import { createUpgradeListener } from './wire/upgrade.ts'

/** What answers the requests and upgrades of each door. */
export function createAnswers(deps: GatewayDeps, parts: GatewayParts & { readonly dispatch: Dispatch }) {
  const { clock, ids, version } = deps
  const { cookies, guard, dispatch, connections, subscriptions, auditor, metrics } = parts
  const ui = createStaticUi(deps.uiFolder)
  let description: object | undefined
  const describe = () => (description ??= describeApi({ version: deps.version, cookieName: cookies.session }))
  const health = { ...createHealthDeps(deps, parts), proofs: parts.proofs }
  const perMinute = () => deps.settings.current().limits.requests_per_minute
  const proxies = createTrustedProxies(() => deps.settings.current().remote.trusted_proxies)
  return (door: Door, origins: () => Origins): RemoteApp => {
    const limits = door === 'remote' ? createRequestLimits({ clock, perMinute }) : null
    const isTrusted = (peer: string | undefined) => door === 'remote' && proxies.isTrusted(peer)
    const strangers = createStrangerSockets({ ...strangerLimits[door], clock, isTrusted })
    const common = { clock, ids, cookies, guard, dispatch, auditor, door, origins, limits, version, strangers }
    const app: RemoteApp = {
      strangers,
      onRequest: createApp({
        ...common,
        metrics,
        ui,
        routes: { dispatch, guard, cookies, door, strangers, github: parts.github.signIn, clock, describe },
        health,
        caCertificate: () => parts.remote.caCertificate(),
      }),
      onUpgrade: createUpgradeListener({
        ...common,
        connections,
        onFrameSent: () => metrics.frameSent(),
        join: (viewer) => subscriptions.join(viewer),
        publicUser: (userId) => publicUser(existing(parts.users.find(userId))),
      }),
    }
    return door === 'remote' ? behindProxies(app, { proxies, locate: locateIn(origins) }) : app
  }
}

function existing(user: StoredUser | null): StoredUser {
  if (user === null) {
    throw new Error('a signed-in user is not in the database')
  }
  return user
}
