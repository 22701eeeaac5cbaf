import type { HostLink } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Disposables } from '#server/platform/disposables.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { AuthModule } from '../auth/module.ts'
import { type Connections, createConnections } from './connections.ts'
import { type Subscriptions, createSubscriptions } from './streams/subscriptions.ts'
import type { SecurityNotice } from '#shared/protocol/frames.ts'
import { isNoticeFor } from '../access/access.ts'
import { encodeFrame } from './frames/serverFrames.ts'

export interface WireModuleDeps {
  readonly clock: Clock
  readonly link: HostLink
  readonly auth: Pick<AuthModule, 'guard' | 'changes' | 'notices'>
  readonly settings: Pick<LiveSettings, 'current'>
  readonly started: Pick<Disposables, 'add'>
}

export interface WireModule {
  readonly sockets: Connections
  readonly subscriptions: Subscriptions
}

/** The register of open sockets, which end with what they were opened with, and what their viewers follow. */
export function openWire(deps: WireModuleDeps): WireModule {
  const { clock, link, settings, started } = deps
  const { guard, changes } = deps.auth
  const sockets = createConnections({ guard, remotePerUser: () => settings.current().limits.connections_per_user })
  // Whoever stops in an orderly way says goodbye before, while every listener is still open: then none is left here.
  started.add(() => sockets.closeAll('restart'))
  changes.onEnded((credential) => sockets.closeCredential(credential))
  changes.onPeopleChanged(() => sockets.review())
  const subscriptions = createSubscriptions({ link, clock })
  sendNotices(subscriptions, deps)
  started.add(() => subscriptions.dispose())
  return { sockets, subscriptions }
}

/** Viewers hear at once what they should know about sign-ins; owners hear of everybody's. */
function sendNotices(subscriptions: Subscriptions, { clock, auth }: Pick<WireModuleDeps, 'clock' | 'auth'>): void {
  auth.notices.onNotice(({ at, message, user_id }) => {
    const data: SecurityNotice = { at: new Date(at).toISOString(), message }
    const payload = encodeFrame('security_notice', { data, timestamp: clock.timestamp() })
    subscriptions.broadcast(payload, (actor) => isNoticeFor(actor, { user_id }))
  })
}
