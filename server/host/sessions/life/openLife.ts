import type { SessionPlaces } from '../ports/sessionPorts.ts'
import { createPlaces } from './places.ts'
import { Sleeping, type SleepingDeps } from './sleeping.ts'

/** How long and how many sessions are awake. Nobody sleeps before `sleeping.start`. */
export function openLife(deps: SleepingDeps): { readonly sleeping: Sleeping; readonly places: SessionPlaces } {
  const sleeping = new Sleeping(deps)
  return { sleeping, places: createPlaces({ awake: deps.awake, settings: deps.settings, sleeping }) }
}
