import type { UserId } from '#shared/ids.ts'
import type { NotificationChoices } from '#shared/operations/push.ts'
import type { HostLink } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import { isNoticeFor } from '../../access/access.ts'
import type { AuthModule } from '../../auth/module.ts'
import type { Subscription, SubscriptionStore } from '../subscriptions.ts'
import { type Decide, createDecide } from './decide.ts'
import type { Looking } from './looking.ts'
import type { PushMessage } from './messages.ts'
import type { Timers } from './timers.ts'
import { type Watch, createWatch } from './watch.ts'

export interface TellPeopleDeps {
  readonly clock: Clock
  readonly timers: Timers
  readonly link: HostLink
  readonly auth: Pick<AuthModule, 'actors' | 'guard' | 'notices' | 'changes' | 'users'>
  readonly choicesOf: (userId: UserId) => NotificationChoices
  readonly store: SubscriptionStore
  readonly sender: { send(to: Subscription, message: PushMessage): void }
  readonly looking: Pick<Looking, 'isLooking'>
  /** Where people are notified beside their browsers. */
  readonly addresses: { people(): readonly UserId[] }
  readonly elsewhere: { send(userId: UserId, message: PushMessage): void }
}

/** Tells everybody who has a subscription what happens in their sessions and with their sign-ins, from now on. */
export function tellPeople(deps: TellPeopleDeps): Pick<Watch, 'refresh' | 'dispose'> {
  const { clock, timers, link, auth, choicesOf, store, looking, addresses } = deps
  const decide: Decide = createDecide({
    clock,
    timers,
    looking,
    choicesOf,
    overviewOf: (userId) => watch.overviewOf(userId),
    tell: (userId, make) => sendTo(userId, make, deps),
  })
  const audience = () => {
    const people = new Set([...store.people(), ...addresses.people()])
    return auth.actors().filter(({ user_id }) => people.has(user_id))
  }
  const watch: Watch = createWatch({
    link,
    audience,
    onChange: (change) => decide.changed(change),
    onTaskRun: (userId, news) => decide.taskRun(userId, news),
  })
  auth.changes.onEnded(() => watch.refresh())
  auth.changes.onPeopleChanged(() => watch.refresh())
  auth.notices.onNotice((notice) => {
    audience()
      .filter((actor) => isNoticeFor(actor, notice))
      .forEach(({ user_id }) => decide.notice(user_id, notice.message))
  })
  return {
    refresh: () => watch.refresh(),
    dispose: () => {
      watch.dispose()
      decide.dispose()
    },
  }
}

/** To each browser whose sign-in still lets its person in, and to each address of a person who may still enter. */
function sendTo(
  userId: UserId,
  make: (canAnswer: boolean) => PushMessage,
  { store, sender, clock, auth, elsewhere }: Pick<TellPeopleDeps, 'store' | 'sender' | 'clock' | 'auth' | 'elsewhere'>,
): void {
  if (auth.users.find(userId)?.may_enter === true) {
    elsewhere.send(userId, make(false))
  }
  for (const to of store.of(userId, clock.now())) {
    const holder = auth.guard.recheck({ kind: 'sign_in', id: to.sign_in_id })
    if (holder !== null) {
      const message = make(to.can_answer === 1 && holder.scopes.includes('drive'))
      if (message.payload.kind === 'show' || !mustAlwaysShow(to)) {
        sender.send(to, message)
      }
    }
  }
}

/** Safari takes the subscription away from who pushes without showing anything: its notification is closed by the page. */
function mustAlwaysShow({ endpoint }: Subscription): boolean {
  return new URL(endpoint).hostname.endsWith('.push.apple.com')
}
