import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { Spares } from '../ports/spares.ts'
import type { Session as SessionState } from '#shared/session/session.ts'
import { counted } from '#shared/text/plural.ts'
import type { Session } from '../session.ts'
import type { SessionPlaces } from '../ports/sessionPorts.ts'
import type { LifeSettings } from './lifeSettings.ts'
import type { Sleeping } from './sleeping.ts'

/** So many are named in a refusal. */
const NAMED = 10

export interface PlacesDeps {
  /** The sessions that have a process. */
  readonly awake: () => readonly Session[]
  readonly settings: LifeSettings
  readonly sleeping: Pick<Sleeping, 'makeRoom'>
  /** Those that wait count as sessions do, and make way for them. */
  readonly spares: Pick<Spares, 'count' | 'stop'>
}

/** Whether one more process may wait for a session of that person beside what runs. */
export function hasRoomForSpare({ awake, settings, spares }: Omit<PlacesDeps, 'sleeping'>, userId: UserId): boolean {
  const { most_per_person, most } = settings()
  const all = awake()
  const own = all.filter(({ state }) => state.user_id === userId).length
  return (
    (most_per_person === 0 || own + spares.count(userId) < most_per_person) &&
    (most === 0 || all.length + spares.count() < most)
  )
}

/** How many sessions run at once, of one person and of all (PRD C7): where another one would be too many, one that rests sleeps. */
export function createPlaces({ awake, settings, sleeping, spares }: PlacesDeps): SessionPlaces {
  return {
    take: (user_id) => {
      const { most_per_person, most } = settings()
      const all = awake()
      const own = all.filter(({ state }) => state.user_id === user_id)
      if (most_per_person > 0 && own.length + spares.count(user_id) >= most_per_person) {
        void spares.stop(user_id)
      }
      if (most > 0 && all.length + spares.count() >= most) {
        void spares.stop()
      }
      if (most_per_person > 0 && own.length >= most_per_person && !sleeping.makeRoom(own)) {
        throw full(
          own,
          counted(most_per_person, {
            one: 'You have # session running, as many as one person may have at once, and it is in use',
            other: 'You have # sessions running, as many as one person may have at once, and all are in use',
          }),
        )
      }
      if (most > 0 && all.length >= most && !sleeping.makeRoom(all)) {
        const what = counted(most, {
          one: '# session runs on this machine, as many as may at once, and it is in use',
          other: '# sessions run on this machine, as many as may at once, and all are in use',
        })
        throw full(own, what)
      }
    },
  }
}

function full(own: readonly Session[], what: string): HomeportError {
  const running = own.slice(0, NAMED).map(({ state }) => nameOf(state))
  const names = running.length === 0 ? '' : ` Yours: ${running.map(({ name }) => name).join(', ')}.`
  return new HomeportError(
    'SESSION_003',
    `${what}. Nothing was started and nothing was sent. Stop or end one, or close the page in which one is open, and try again.${names}`,
    { details: { running } },
  )
}

function nameOf({ id, name, status }: SessionState): Pick<SessionState, 'id' | 'name' | 'status'> {
  return { id, name, status }
}
