import type { SecurityNotice } from '#shared/operations/device.ts'
import { isNoticeFor } from '#server/gateway/access/access.ts'
import type { Notices } from '#server/gateway/auth/devices/notices.ts'
import { encodeFrame } from '../frames/serverFrames.ts'
import { type Subscriptions, type SubscriptionsDeps, createSubscriptions } from './subscriptions.ts'

/** Subscriptions whose viewers also hear at once what they should know about sign-ins; owners hear of everybody's. */
export function createNotifiedSubscriptions(
  deps: SubscriptionsDeps & { readonly notices: Pick<Notices, 'onTold'> },
): Subscriptions {
  const subscriptions = createSubscriptions(deps)
  deps.notices.onTold(({ at, message, user_id }) => {
    const data: SecurityNotice = { at: new Date(at).toISOString(), message }
    const payload = encodeFrame('security_notice', { data, timestamp: deps.clock.timestamp() })
    subscriptions.tell(payload, (actor) => isNoticeFor(actor, { user_id }))
  })
  return subscriptions
}
