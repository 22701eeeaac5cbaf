import type { UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { readFrame } from '#shared/protocol/serverFrames.ts'
import { type News, newsBetween } from '#shared/session/news.ts'
import { type ReadyOverview, afterEvent, fromOverview } from '#shared/session/overviewState.ts'
import type { HostLink, LinkEvent } from '#server/link/link.ts'
import { createLogger } from '#server/platform/log/log.ts'

const log = createLogger('push')

export interface WatchDeps {
  readonly link: Pick<HostLink, 'overview' | 'onEvent' | 'onState' | 'state'>
  /** Who wants to be told, as they are now. */
  readonly audience: () => readonly Actor[]
  /** `before`: null when a person is watched for the first time. */
  readonly onChange: (change: Change) => void
  /** How a run of a person's task stands: a `TaskRunNews`. */
  readonly onTaskRun: (userId: UserId, news: unknown) => void
}

export interface Change {
  readonly userId: UserId
  readonly before: ReadyOverview | null
  readonly now: ReadyOverview
  readonly news: readonly News[]
}

export interface Watch {
  /** Begins with people who joined the audience, and ends with those who left it. */
  refresh(): void
  /** What is known of a person's sessions; null: nothing yet. */
  overviewOf(userId: UserId): ReadyOverview | null
  dispose(): void
}

/** What changes an overview, and runs of tasks. */
const seen: ReadonlySet<string> = new Set([
  'task_run',
  'session_status',
  'session_updated',
  'approval_requested',
  'approval_resolved',
])

/** Keeps the overview of everybody who wants to be told, and says what changed, in the order in which it happened. */
export function createWatch({ link, audience, onChange, onTaskRun }: WatchDeps): Watch {
  const known = new Map<UserId, ReadyOverview>()
  const opening = new Set<UserId>()

  const change = (userId: UserId, now: ReadyOverview): void => {
    const before = known.get(userId) ?? null
    known.set(userId, now)
    if (before !== now) {
      onChange({ userId, before, now, news: newsBetween(before, now) })
    }
  }
  const open = async (actor: Actor): Promise<void> => {
    opening.add(actor.user_id)
    try {
      await link.overview(actor, (overview) => change(actor.user_id, fromOverview(overview)))
    } catch {
      // The host is away; its return opens it again.
    } finally {
      opening.delete(actor.user_id)
    }
  }
  const refresh = (): void => {
    const people = audience()
    const wanted = new Set(people.map(({ user_id }) => user_id))
    ;[...known.keys()].filter((userId) => !wanted.has(userId)).forEach((userId) => known.delete(userId))
    people.filter(({ user_id }) => !known.has(user_id) && !opening.has(user_id)).forEach((actor) => void open(actor))
  }
  const hear = (event: LinkEvent): void => {
    const { user_id: userId, kind, type } = event
    const before = known.get(userId)
    // Runs of tasks have no part in the overview: they are told also before it has come, as right after a start.
    const isWatched = before !== undefined || (type === 'task_run' && idsOf(audience()).includes(userId))
    if (!isWatched || kind !== 'session' || !seen.has(type)) {
      return
    }
    const frame = readFrame(event.payload.toString('utf8'))
    if (frame.kind === 'task_run') {
      return onTaskRun(userId, frame.news)
    }
    if (frame.kind !== 'event') {
      return log.warn('an event was not understood, so nobody is notified of it', { type })
    }
    const after = before && afterEvent(before, frame.event)
    return after?.kind === 'ready' ? change(userId, after) : undefined
  }
  const stopEvents = link.onEvent(hear)
  const begin = ({ kind }: ReturnType<HostLink['state']>): void => {
    if (kind === 'ready') {
      // What happened while the host was away counts as news for those who were watched before.
      audience().forEach((actor) => void open(actor))
    }
  }
  const stopState = link.onState(begin)
  begin(link.state())
  return {
    refresh,
    overviewOf: (userId) => known.get(userId) ?? null,
    dispose: () => {
      stopEvents()
      stopState()
      known.clear()
    },
  }
}

function idsOf(actors: readonly Actor[]): readonly UserId[] {
  return actors.map(({ user_id }) => user_id)
}
