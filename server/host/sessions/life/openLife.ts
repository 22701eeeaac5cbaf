import type { UserId } from '#shared/ids.ts'
import type { SessionPlaces } from '../ports/sessionPorts.ts'
import type { Spares, SpareWish } from '../ports/spares.ts'
import { createPlaces, hasRoomForSpare } from './places.ts'
import { Sleeping, type SleepingDeps } from './sleeping.ts'

export interface LifeDeps extends SleepingDeps {
  readonly spares: Spares
}

/** Processes that wait, within what may run. */
export interface SparesInBounds extends Pick<Spares, 'reserve'> {
  want(wish: SpareWish): void
}

/** How long and how many sessions are awake. Nobody sleeps before `sleeping.start`. */
export function openLife(deps: LifeDeps): {
  readonly sleeping: Sleeping
  readonly places: SessionPlaces
  readonly spares: SparesInBounds
} {
  const { awake, settings, spares } = deps
  const sleeping = new Sleeping(deps)
  const hasRoom = (userId: UserId) => hasRoomForSpare({ awake, settings, spares }, userId)
  return {
    sleeping,
    places: createPlaces({ awake, settings, sleeping, spares }),
    spares: {
      reserve: (userId, cwd) => spares.reserve(userId, cwd),
      want: (wish) => spares.want(wish, () => hasRoom(wish.user_id)),
    },
  }
}
