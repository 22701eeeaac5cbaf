import { publicUser } from '../auth/local/localSignIn.ts'
import type { AuthModule } from '../auth/module.ts'
import type { StoredUser } from '../auth/store/users.ts'
import { createApp } from '../http/app.ts'
import { describeApi } from '../http/openapi.ts'
import { createRequestLimits } from '../http/admission/rateLimit.ts'
import { createStaticUi } from '../http/page/staticUi.ts'
import type { Auditor } from '../kernel/call.ts'
import type { Dispatch } from '../kernel/dispatch.ts'
import { unauthenticatedLimits, withOwnBodyTime } from '../kernel/requests/listen.ts'
import type { ListenerKind } from '../kernel/identity.ts'
import type { ListenerParts, Module } from '../kernel/module.ts'
import type { Origins } from '../kernel/origin/sameOrigin.ts'
import { createTrustedProxies } from '../kernel/origin/trustedProxies.ts'
import type { Metrics } from '../observability/metrics/metrics.ts'
import { locateIn } from '../remote/config/hosts.ts'
import { behindProxies } from '../remote/listener/behindProxies.ts'
import type { RemoteApp } from '../remote/listener/listener.ts'
import { createUnauthenticatedSockets } from '../unauthenticated/unauthenticatedSockets.ts'
import type { TerminalTickets } from '../terminals/tickets.ts'
import type { WireModule } from '../wire/module.ts'
import { createUpgradeListener } from '../wire/upgrade.ts'
import type { GatewayDeps } from '../gatewayDeps.ts'

export interface AnswersDeps {
  readonly deps: Pick<GatewayDeps, 'clock' | 'ids' | 'version' | 'settings' | 'uiFolder' | 'limits'>
  readonly auth: Pick<AuthModule, 'cookies' | 'guard' | 'users'>
  readonly wire: WireModule
  readonly metrics: Metrics
  readonly auditor: Auditor
  readonly dispatch: Dispatch
  readonly tickets: TerminalTickets
  /** Of every module that has some. */
  readonly routers: readonly NonNullable<Module<never>['routers']>[]
}

/** What answers the requests and upgrades of each listener. */
export function createAnswers({ deps, auth, wire, metrics, auditor, dispatch, tickets, routers }: AnswersDeps) {
  const { clock, ids, version, settings } = deps
  const { cookies, guard, users } = auth
  const ui = createStaticUi(deps.uiFolder)
  let description: object | undefined
  const describe = () => (description ??= describeApi({ version, cookieName: cookies.session }))
  const perMinute = () => settings.current().limits.requests_per_minute
  const proxies = createTrustedProxies(() => settings.current().remote.trusted_proxies)
  return (listener: ListenerKind, origins: () => Origins): RemoteApp => {
    const limits = listener === 'remote' ? createRequestLimits({ clock, perMinute }) : null
    const isTrusted = (peer: string | undefined) => listener === 'remote' && proxies.isTrusted(peer)
    const { perAddressBlock, total } = unauthenticatedLimits[listener]
    const unauthenticated = createUnauthenticatedSockets({ perAddressBlock, total, clock, isTrusted })
    const contributed = (callOf: ListenerParts['callOf']) =>
      routers.flatMap((make) => make({ listener, dispatch, callOf }))
    const app: RemoteApp = {
      serverLimits: withOwnBodyTime(deps.limits),
      unauthenticated,
      onRequest: createApp({
        clock,
        ids,
        listener,
        origins,
        limits,
        bodyTimeMs: deps.limits.requestTimeout,
        auditor,
        unauthenticated,
        metrics,
        ui,
        routes: { dispatch, guard, cookies, listener, unauthenticated, clock, describe },
        routers: contributed,
      }),
      onUpgrade: createUpgradeListener({
        clock,
        ids,
        listener,
        origins,
        limits,
        auditor,
        unauthenticated,
        version,
        cookies,
        guard,
        dispatch,
        connections: wire.sockets,
        onFrameSent: () => metrics.frameSent(),
        join: (viewer) => wire.subscriptions.join(viewer),
        joinTerminals: (screen) => wire.subscriptions.joinTerminals(screen),
        tickets,
        publicUser: (userId) => publicUser(existing(users.find(userId))),
      }),
    }
    return listener === 'remote' ? behindProxies(app, { proxies, locate: locateIn(origins) }) : app
  }
}

function existing(user: StoredUser | null): StoredUser {
  if (user === null) {
    throw new Error('a signed-in user is not in the database')
  }
  return user
}
